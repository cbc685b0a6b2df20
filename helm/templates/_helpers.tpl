{{- define "sluice.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- /* A pod's name is a label: 52 characters leave room for the hash and the ordinal that Kubernetes adds. */ -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "sluice.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "sluice.labels" -}}
{{ include "sluice.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "sluice.metadata" -}}
name: {{ include "sluice.fullname" . }}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "sluice.labels" . | nindent 2 }}
{{- end -}}

{{- /* Labels of the service's pods, but not of the test's pod. */ -}}
{{- define "sluice.podLabels" -}}
{{ include "sluice.selectorLabels" . }}
app.kubernetes.io/component: service
{{- end -}}

{{- define "sluice.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ default $.Chart.AppVersion .tag }}{{ end }}
{{- end -}}
{{- end -}}

{{- define "sluice.serviceAccountName" -}}
{{- default (ternary (include "sluice.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name -}}
{{- end -}}

{{- define "sluice.applicationId" -}}
{{- default "sluice" .Values.config.SLUICE_APPLICATION_ID -}}
{{- end -}}

{{- /* The topics of a comma-separated list, "topic" or "name=topic", as a JSON list. */ -}}
{{- define "sluice.topicsOf" -}}
{{- $topics := list -}}
{{- range splitList "," (default "" .) -}}
{{- with trim (last (splitList "=" .)) -}}
{{- $topics = append $topics . -}}
{{- end -}}
{{- end -}}
{{- toJson $topics -}}
{{- end -}}

{{- /* The topics that Sluice writes, apart from its internal ones, by use. */ -}}
{{- define "sluice.ownTopics" -}}
{{- $id := include "sluice.applicationId" . -}}
retries: {{ default (printf "%s.retries" $id) .Values.config.SLUICE_RETRY_TOPIC }}
deadLetters: {{ default (printf "%s.dead-letters" $id) .Values.config.SLUICE_DEAD_LETTER_TOPIC }}
manifest: {{ default (printf "%s.manifest" $id) .Values.config.SLUICE_MANIFEST_TOPIC }}
{{- end -}}

{{- /* What the restricted pod-security standard requires of every container. */ -}}
{{- define "sluice.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "sluice.podSecurity" -}}
runAsNonRoot: true
{{- with .Values.podSecurity.user }}
runAsUser: {{ . | int64 }}
{{- end }}
{{- with .Values.podSecurity.group }}
runAsGroup: {{ . | int64 }}
fsGroup: {{ . | int64 }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- /* Slow to shrink: each change of the number of pods moves partitions, whose state is restored. */ -}}
{{- define "sluice.scalingBehavior" -}}
scaleUp:
  stabilizationWindowSeconds: 60
scaleDown:
  stabilizationWindowSeconds: 600
  policies:
    - type: Pods
      value: 1
      periodSeconds: 300
{{- end -}}
