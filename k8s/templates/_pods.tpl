{{/* Connection of one service to Kafka: env, volumeMounts and volumes. Common settings are in the ConfigMap. */}}
{{- define "stopsms.kafka" -}}
{{- $kafka := .root.Values.kafka }}
{{- $login := $kafka.authentication }}
{{- $mechanism := $login.mechanism }}
{{- $username := include "stopsms.kafkaName" (dict "root" .root "service" .service "pattern" $login.username) }}
{{- $secret := include "stopsms.kafkaName" (dict "root" .root "service" .service "pattern" $login.secret) }}
{{- $env := list }}{{ $mounts := list }}{{ $volumes := list }}
{{- if ne $mechanism "none" }}
{{- $items := list (dict "key" $login.passwordKey "path" "password") }}
{{- if eq $mechanism "tls" }}
{{- $items = list (dict "key" $login.certificateKey "path" "user.crt") (dict "key" $login.privateKeyKey "path" "user.key") }}
{{- $env = append $env (dict "name" "KAFKA_SSL_CERT_FILE" "value" "/etc/stopsms/kafka-user/user.crt") }}
{{- $env = append $env (dict "name" "KAFKA_SSL_KEY_FILE" "value" "/etc/stopsms/kafka-user/user.key") }}
{{- else }}
{{- $env = append $env (dict "name" "KAFKA_SASL_USERNAME" "value" $username) }}
{{- $env = append $env (dict "name" "KAFKA_SASL_PASSWORD_FILE" "value" "/etc/stopsms/kafka-user/password") }}
{{- end }}
{{- $mounts = append $mounts (dict "name" "kafka-user" "mountPath" "/etc/stopsms/kafka-user" "readOnly" true) }}
{{- $volumes = append $volumes (dict "name" "kafka-user" "secret" (dict "secretName" $secret "items" $items)) }}
{{- end }}
{{- if and $kafka.tls.enabled $kafka.tls.caSecret }}
{{- $env = append $env (dict "name" "KAFKA_SSL_CA_FILE" "value" "/etc/stopsms/kafka-ca/ca.crt") }}
{{- $mounts = append $mounts (dict "name" "kafka-ca" "mountPath" "/etc/stopsms/kafka-ca" "readOnly" true) }}
{{- $volumes = append $volumes (dict "name" "kafka-ca" "secret" (dict "secretName" $kafka.tls.caSecret "items" (list (dict "key" $kafka.tls.caKey "path" "ca.crt")))) }}
{{- end }}
{{- toYaml (dict "env" $env "volumeMounts" $mounts "volumes" $volumes) }}
{{- end }}

{{/* Merges what kustomize patches into every pod of base/. */}}
{{- define "stopsms.everyPod" -}}
{{- $every := (fromYaml (.root.Files.Get "base/every-pod.yaml")).spec }}
{{- $spec := .manifest.spec }}
{{- $pod := $spec.template.spec }}
{{- $container := first $pod.containers }}
{{- $common := first $every.template.spec.containers }}
{{- $_ := merge $spec (omit $every "template") }}
{{- $_ := merge $pod (omit $every.template.spec "containers") }}
{{- $_ := merge $container (omit $common "env" "volumeMounts") }}
{{- $_ := set $container "env" (concat $common.env $container.env) }}
{{- $_ := set $container "volumeMounts" (concat $common.volumeMounts ($container.volumeMounts | default list)) }}
{{- range regexSplit "(?m)^---$" (.root.Files.Get "base/resources.yaml") -1 }}
{{- $patch := fromYaml . }}
{{- if eq $patch.metadata.name $.manifest.metadata.name }}{{ $_ := set $container "resources" (first $patch.spec.template.spec.containers).resources }}{{ end }}
{{- end }}
{{- $_ := set $spec.template.metadata.labels "app.kubernetes.io/part-of" "stopsms" }}
{{- range $spec.volumeClaimTemplates }}{{ $_ := set .metadata "labels" (dict "app.kubernetes.io/part-of" "stopsms") }}{{ end }}
{{- end }}

{{/* Applies the values to a Deployment, StatefulSet or Job. */}}
{{- define "stopsms.workload" -}}
{{- $root := .root }}
{{- $values := .root.Values }}
{{- $spec := .manifest.spec }}
{{- $pod := $spec.template.spec }}
{{- $container := first $pod.containers }}
{{- $app := get $spec.template.metadata.labels "app.kubernetes.io/name" }}
{{- $service := get $values.services $app | default dict }}
{{- $isJob := eq .manifest.kind "Job" }}
{{- $_ := set $container "image" (include "stopsms.image" (dict "root" $root "app" $app)) }}
{{- with $values.image.pullPolicy }}{{ $_ := set $container "imagePullPolicy" . }}{{ end }}
{{- with $values.image.pullSecrets }}{{ $_ := set $pod "imagePullSecrets" . }}{{ end }}
{{- $given := dict }}
{{- range $container.env }}{{ if hasPrefix "KAFKA_" .name }}{{ $_ := set $given "kafka" true }}{{ end }}{{ end }}
{{- if $given.kafka }}
{{- $kafka := include "stopsms.kafka" (dict "root" $root "service" $app) | fromYaml }}
{{- $env := list }}{{ $mounts := list }}{{ $volumes := list }}
{{- range $container.env }}{{ if not (hasPrefix "KAFKA_" .name) }}{{ $env = append $env . }}{{ end }}{{ end }}
{{- range $container.volumeMounts }}{{ if not (hasPrefix "kafka-" .name) }}{{ $mounts = append $mounts . }}{{ end }}{{ end }}
{{- range $pod.volumes }}{{ if not (hasPrefix "kafka-" .name) }}{{ $volumes = append $volumes . }}{{ end }}{{ end }}
{{- $_ := set $container "env" (concat $env $kafka.env) }}
{{- $_ := set $container "volumeMounts" (concat $mounts $kafka.volumeMounts) }}
{{- $_ := set $pod "volumes" (concat $volumes $kafka.volumes) }}
{{- end }}
{{- range $name, $value := $service.env }}
{{- $_ := set $container "env" (append $container.env (dict "name" $name "value" (toString $value))) }}
{{- end }}
{{- if and $isJob (eq $values.migrations.mode "hook") }}
{{- range concat $container.envFrom $pod.volumes }}
{{- with .configMapRef | default .configMap }}{{ $_ := set . "name" (print "migration-" .name) }}{{ end }}
{{- end }}
{{- end }}
{{- if not $isJob }}
{{- with $service.resources }}{{ $_ := set $container "resources" . }}{{ end }}
{{- if and $service.replicas (not (and $values.scaling.enabled (hasKey $values.scaling.maxReplicas $app))) }}
{{- $_ := set $spec "replicas" $service.replicas }}
{{- end }}
{{- with $spec.volumeClaimTemplates }}
{{- $claim := (first .).spec }}
{{- $_ := set $claim.resources.requests "storage" $values.storage.size }}
{{- with $values.storage.className }}{{ $_ := set $claim "storageClassName" . }}{{ end }}
{{- end }}
{{- $config := include "stopsms.config" $root | fromYaml }}
{{- $read := list $config.settings }}
{{- range $pod.volumes }}{{ if .configMap }}{{ $read = append $read (get $config .configMap.name) }}{{ end }}{{ end }}
{{- $_ := set $spec.template.metadata "annotations" (merge (dict "checksum/config" (toJson $read | sha256sum)) $values.pods.annotations) }}
{{- end }}
{{- range $key := list "nodeSelector" "tolerations" "priorityClassName" }}
{{- with get $values.pods $key }}{{ $_ := set $pod $key . }}{{ end }}
{{- end }}
{{- with $values.image.architectures }}
{{- $term := dict "matchExpressions" (list (dict "key" "kubernetes.io/arch" "operator" "In" "values" .)) }}
{{- $_ := set $pod "affinity" (dict "nodeAffinity" (dict "requiredDuringSchedulingIgnoredDuringExecution" (dict "nodeSelectorTerms" (list $term)))) }}
{{- end }}
{{- end }}

{{/* Applies the values to the CronJob that dumps the database. */}}
{{- define "stopsms.backup" -}}
{{- $values := .root.Values }}
{{- $backup := $values.backup }}
{{- $_ := set .manifest.spec "schedule" $backup.schedule }}
{{- $pod := .manifest.spec.jobTemplate.spec.template.spec }}
{{- $container := first $pod.containers }}
{{- $_ := set $container "image" $backup.image }}
{{- with $values.image.pullPolicy }}{{ $_ := set $container "imagePullPolicy" . }}{{ end }}
{{- with $values.image.pullSecrets }}{{ $_ := set $pod "imagePullSecrets" . }}{{ end }}
{{- range $container.env }}
{{- if eq .name "BACKUP_KEEP" }}{{ $_ := set . "value" (toString $backup.keep) }}{{ end }}
{{- if and (eq .name "BACKUP_SCHEMAS") (not $values.console.enabled) }}{{ $_ := set . "value" (replace " console " " " .value) }}{{ end }}
{{- end }}
{{- range $key := list "nodeSelector" "tolerations" "priorityClassName" }}
{{- with get $values.pods $key }}{{ $_ := set $pod $key . }}{{ end }}
{{- end }}
{{- end }}
