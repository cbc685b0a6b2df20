{{- /* What values.schema.json cannot say, or not as clearly. */ -}}
{{- define "sluice.checks" -}}
{{- range $name, $value := .Values.config -}}
{{- if regexMatch "(PASSWORD|PASSPHRASE|JAAS_CONFIG|SECRET|MASK_KEY|KEYSTORE_KEY|ACCESS_KEY|ACCESS_KEY_ID|SESSION_TOKEN)$" $name -}}
{{- fail (printf "config.%s is a secret: put it in a Secret, and that Secret's name and key in secrets.env.%s" $name $name) -}}
{{- end -}}
{{- if hasSuffix "GROUP_INSTANCE_ID" $name -}}
{{- fail (printf "config.%s would be the same for all pods: remove it; staticMembership gives each its own" $name) -}}
{{- end -}}
{{- if or (hasKey $.Values.secrets.env $name) (hasKey $.Values.secrets.files $name) -}}
{{- fail (printf "%s is in config and in secrets: remove one of them" $name) -}}
{{- end -}}
{{- end -}}
{{- range $name, $ref := .Values.secrets.env -}}
{{- if hasKey $.Values.secrets.files $name -}}
{{- fail (printf "%s is in secrets.env and in secrets.files: remove one of them" $name) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.mapping.schema .Values.mapping.configMap.name -}}
{{- fail "mapping.schema and mapping.configMap.name are each a mapping: set one of them" -}}
{{- end -}}
{{- if gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas) -}}
{{- fail (printf "autoscaling.minReplicas, %d, must be at most autoscaling.maxReplicas, %d" (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) -}}
{{- end -}}
{{- end -}}
