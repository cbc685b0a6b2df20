/**
 * The Helm chart, the alerts and the dashboard, read by those who will read them: Helm, Kubernetes' types, promtool.
 */
@NullMarked
package dev.sluice.helm;

import org.jspecify.annotations.NullMarked;
