{{/* Data of each ConfigMap, by its name. */}}
{{- define "stopsms.config" -}}
{{- $kafka := .Values.kafka }}
{{- $mechanism := $kafka.authentication.mechanism }}
{{- $settings := dict }}
{{- range splitList "\n" (.Files.Get "components/settings/settings.env") }}
{{- if regexMatch "^[A-Z]" . }}
{{- $pair := splitn "=" 2 . }}
{{- $_ := set $settings $pair._0 (regexReplaceAll "^http://([a-z-]+):" $pair._1 (printf "http://%s${1}:" (include "stopsms.prefix" $))) }}
{{- end }}
{{- end }}
{{- $_ := set $settings "KAFKA_BROKERS" $kafka.brokers }}
{{- if has $mechanism (list "none" "tls") }}{{ $_ := unset $settings "KAFKA_SASL_MECHANISM" }}{{ else }}{{ $_ := set $settings "KAFKA_SASL_MECHANISM" $mechanism }}{{ end }}
{{- with $kafka.prefix }}{{ $_ := set $settings "KAFKA_PREFIX" . }}{{ end }}
{{- if and $kafka.tls.enabled (not $kafka.tls.caSecret) }}{{ $_ := set $settings "KAFKA_SSL" "true" }}{{ end }}
{{- range $name, $value := .Values.settings }}{{ $_ := set $settings $name (toString $value) }}{{ end }}
{{- $providers := dict "providers.yaml" (toYaml .Values.operators) }}
{{- $accounts := dict "accounts.yaml" (toYaml (dict "accounts" .Values.accounts)) }}
{{- $publishers := dict "publishers.yaml" (toYaml (dict "publishers" .Values.publishers)) }}
{{- toYaml (dict "settings" $settings "operators" $providers "accounts" $accounts "publishers" $publishers) }}
{{- end }}
