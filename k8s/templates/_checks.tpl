{{/* True if Helm is connected to a cluster: helm template and Argo CD see none. */}}
{{- define "stopsms.connected" -}}
{{- if lookup "v1" "Namespace" "" .Release.Namespace }}true{{ end }}
{{- end }}

{{/* Refuses a kind that the API server lacks, before anything is replaced. */}}
{{- define "stopsms.needApi" -}}
{{- $api := printf "%s/%s" .manifest.apiVersion .manifest.kind }}
{{- if and (include "stopsms.connected" .root) (not (.root.Capabilities.APIVersions.Has $api)) }}
{{- fail (printf "The API server has no %s. Install its operator, or disable the part of the values that needs it." $api) }}
{{- end }}
{{- end }}

{{/* Refuses values that contradict each other, and what the cluster lacks. */}}
{{- define "stopsms.refuse" -}}
{{- $values := .Values }}
{{- $mechanism := $values.kafka.authentication.mechanism }}
{{- $problems := list }}
{{- if gt (len .Release.Name) 40 }}{{ $problems = append $problems "The name of the release is longer than 40 characters: names of its Jobs would be too long." }}{{ end }}
{{- if and (eq $mechanism "tls") (not $values.kafka.tls.enabled) }}{{ $problems = append $problems "kafka.authentication.mechanism is tls and kafka.tls.enabled is false: a client certificate needs TLS." }}{{ end }}
{{- if and (not $values.kafka.tls.enabled) (ne (toString (get $values.settings "ALLOW_PLAIN_KAFKA")) "true") }}{{ $problems = append $problems "kafka.tls.enabled is false: production mode refuses Kafka without TLS. Enable it, or set settings.ALLOW_PLAIN_KAFKA to true where nobody else is on the network." }}{{ end }}
{{- if and (eq $mechanism "none") (ne (toString (get $values.settings "ALLOW_PLAIN_KAFKA")) "true") }}{{ $problems = append $problems "kafka.authentication.mechanism is none: production mode refuses Kafka without a login. Choose one, or set settings.ALLOW_PLAIN_KAFKA to true." }}{{ end }}
{{- if and $values.kafka.strimzi.enabled (not (has $mechanism (list "scram-sha-512" "tls"))) }}{{ $problems = append $problems (printf "kafka.strimzi.enabled is true and kafka.authentication.mechanism is %s: a KafkaUser has scram-sha-512 or tls." $mechanism) }}{{ end }}
{{- range $values.publishers }}
{{- if and $values.kafka.strimzi.enabled .shared }}{{ $problems = append $problems (printf "Publisher %s is shared and kafka.strimzi.enabled is true: its user writes sms.requested.v1 beside others. Create it by an overlay (docs/kubernetes.md)." .name) }}{{ end }}
{{- end }}
{{- if and $values.ingress.enabled $values.gatewayApi.enabled }}{{ $problems = append $problems "ingress.enabled and gatewayApi.enabled are both true: each exposes the same hosts. Disable one." }}{{ end }}
{{- if and $values.ingress.enabled (not $values.ingress.className) }}{{ $problems = append $problems "ingress.enabled is true: set ingress.className." }}{{ end }}
{{- if and $values.gatewayApi.enabled (not $values.gatewayApi.className) }}{{ $problems = append $problems "gatewayApi.enabled is true: set gatewayApi.className." }}{{ end }}
{{- if and (not $values.console.enabled) (or $values.ingress.enabled $values.gatewayApi.enabled) }}{{ $problems = append $problems "console.enabled is false: Ingress and Gateway route to it. Enable it, or make routes of your own." }}{{ end }}
{{- if not $values.operators.providers }}{{ $problems = append $problems "operators.providers is empty: name at least one operator (docs/providers.example.yaml)." }}{{ end }}
{{- if and $values.externalSecrets.enabled $values.secrets }}{{ $problems = append $problems "externalSecrets.enabled is true and secrets names others: the ExternalSecrets would be of no use. Keep one." }}{{ end }}
{{- range $name, $value := $values.settings }}
{{- if or (hasPrefix "KAFKA_" $name) (has $name (list "PROVIDERS_FILE" "PUBLISHERS_FILE" "GATEWAY_ACCOUNTS_FILE")) }}{{ $problems = append $problems (printf "settings.%s: the chart sets it. Use kafka, operators, publishers or accounts." $name) }}{{ end }}
{{- if regexMatch "(DATABASE_URL|SECRET|PASSWORD|_KEYS?)$" $name }}{{ $problems = append $problems (printf "settings.%s is a secret, and settings are in a ConfigMap: put it into the secret of its service." $name) }}{{ end }}
{{- end }}
{{- if include "stopsms.connected" . }}
{{- $prefix := include "stopsms.prefix" . }}
{{- if not $values.externalSecrets.enabled }}
{{- $names := list "access" "recipient" "operators" "campaign" "compliance" "inbound-mo" "gateway" "notification" "suppression" }}
{{- if $values.console.enabled }}{{ $names = append $names "console" }}{{ end }}
{{- if $values.backup.enabled }}{{ $names = append $names "backup" }}{{ end }}
{{- range $names }}
{{- $secret := include "stopsms.secret" (dict "root" $ "name" .) }}
{{- if not (lookup "v1" "Secret" $.Release.Namespace $secret) }}{{ $problems = append $problems (printf "The secret %s is missing in namespace %s: create it (docs/kubernetes.md), or set secrets.%s to the name of another." $secret $.Release.Namespace .) }}{{ end }}
{{- end }}
{{- end }}
{{- range (lookup "v1" "ConfigMap" .Release.Namespace "").items }}
{{- $other := get (.metadata.labels | default dict) "app.kubernetes.io/instance" }}
{{- if and (hasSuffix "settings" .metadata.name) (not (hasSuffix "migration-settings" .metadata.name)) (eq (toString (get (.metadata.labels | default dict) "app.kubernetes.io/part-of")) "stopsms") (ne (toString $other) $.Release.Name) (eq (toString (get .data "KAFKA_BROKERS")) $values.kafka.brokers) (eq (get .data "KAFKA_PREFIX" | default "") $values.kafka.prefix) }}
{{- $problems = append $problems (printf "Release %s of this namespace uses the same Kafka cluster without another prefix: both would read the same topics in the same groups. Set kafka.prefix." $other) }}
{{- end }}
{{- end }}
{{- with $values.image.architectures }}
{{- $wanted := . }}
{{- $nodes := (lookup "v1" "Node" "" "").items }}
{{- $found := list }}
{{- range $nodes }}{{ $found = append $found (get .metadata.labels "kubernetes.io/arch") }}{{ end }}
{{- $fits := false }}
{{- range $found }}{{ if has . $wanted }}{{ $fits = true }}{{ end }}{{ end }}
{{- if and $nodes (not $fits) }}{{ $problems = append $problems (printf "The images are for %s, and the nodes are %s: no pod could start." (join ", " $wanted) (uniq $found | join ", ")) }}{{ end }}
{{- end }}
{{- end }}
{{- if $problems }}{{ fail (printf "\n  - %s" (uniq $problems | join "\n  - ")) }}{{ end }}
{{- end }}
