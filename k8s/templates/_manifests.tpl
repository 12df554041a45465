{{/* Manifests of a kustomize folder, in the order of its kustomization.yaml, with the values applied. */}}
{{- define "stopsms.folder" -}}
{{- $root := .root }}
{{- if eq .folder "kafka" }}{{ include "stopsms.publishers" . }}{{ end }}
{{- $folder := .folder }}
{{- $kustomization := $root.Files.Get (printf "%s/kustomization.yaml" $folder) | fromYaml }}
{{- range $file := $kustomization.resources }}
{{- $text := $root.Files.Get (printf "%s/%s" $folder $file) }}
{{- if not $text }}{{ fail (printf "The chart lacks %s/%s" $folder $file) }}{{ end }}
{{- range $host, $name := $root.Values.hosts }}{{ $text = replace (printf "%s.example" $host) $name $text }}{{ end }}
{{- $text = regexReplaceAll "http://([a-z-]+):([0-9]{4})" $text (printf "http://%s${1}:${2}" (include "stopsms.prefix" $root)) }}
{{- $text = regexReplaceAll "\\b(links|providers|gateway|console)-tls\\b" $text (printf "%s${1}-tls" (include "stopsms.prefix" $root)) }}
{{- range regexSplit "(?m)^---$" $text -1 }}
{{- $manifest := fromYaml . }}
{{- if $manifest.kind }}{{ include "stopsms.manifest" (dict "root" $root "folder" $folder "manifest" $manifest) }}{{ end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Topics and user of each publisher. */}}
{{- define "stopsms.publishers" -}}
{{- range $publisher := .root.Values.publishers }}
{{- range regexSplit "(?m)^---$" (replace "publisher-name" $publisher.name ($.root.Files.Get "kafka/generated/publisher.yaml")) -1 }}
{{- $manifest := fromYaml . }}
{{- if $manifest.kind }}{{ include "stopsms.manifest" (dict "root" $.root "folder" "kafka" "manifest" $manifest) }}{{ end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "stopsms.manifest" -}}
{{- $root := .root }}
{{- $values := .root.Values }}
{{- $manifest := .manifest }}
{{- $kind := $manifest.kind }}
{{- $name := $manifest.metadata.name }}
{{- $prefix := include "stopsms.prefix" $root }}
{{- if has $kind (list "Deployment" "StatefulSet" "Job") }}
{{- if eq .folder "base" }}{{ include "stopsms.everyPod" . }}{{ end }}
{{- include "stopsms.workload" . }}
{{- else if eq $kind "CronJob" }}
{{- include "stopsms.backup" . }}
{{- else if eq $kind "PersistentVolumeClaim" }}
{{- $_ := set $manifest.spec.resources.requests "storage" $values.backup.size }}
{{- with $values.backup.className }}{{ $_ := set $manifest.spec "storageClassName" . }}{{ end }}
{{- else if eq $kind "ServiceAccount" }}
{{- range $key, $value := $values.serviceAccounts.annotations }}
{{- $_ := set $manifest.metadata "annotations" (set ($manifest.metadata.annotations | default dict) $key (replace "<service>" $name $value)) }}
{{- end }}
{{- else if eq $kind "NetworkPolicy" }}
{{- with get $values.networkPolicies.replace $name }}{{ $_ := mergeOverwrite $manifest.spec . }}{{ end }}
{{- else if eq $kind "Gateway" }}
{{- $_ := set $manifest.spec "gatewayClassName" $values.gatewayApi.className }}
{{- else if eq $kind "Ingress" }}
{{- $_ := set $manifest.spec "ingressClassName" $values.ingress.className }}
{{- else if eq $kind "PrometheusRule" }}
{{- $_ := set $manifest.metadata "labels" $values.monitoring.labels }}
{{- else if eq $kind "PodMonitor" }}
{{- $_ := set $manifest.metadata "labels" $values.monitoring.labels }}
{{- else if eq $kind "KafkaTopic" }}
{{- $_ := set $manifest.metadata.labels "strimzi.io/cluster" $values.kafka.strimzi.cluster }}
{{- $_ := set $manifest.metadata.annotations "helm.sh/resource-policy" "keep" }}
{{- $_ := set $manifest.spec "replicas" $values.kafka.strimzi.replicas }}
{{- with $values.kafka.prefix }}{{ $_ := set $manifest.spec "topicName" (print . $name) }}{{ end }}
{{- else if eq $kind "KafkaUser" }}
{{- $_ := set $manifest.metadata.labels "strimzi.io/cluster" $values.kafka.strimzi.cluster }}
{{- $_ := set $manifest.spec.authentication "type" $values.kafka.authentication.mechanism }}
{{- range $publisher := $values.publishers }}
{{- $model := regexSplit "(?m)^---$" (replace "publisher-name" $publisher.name ($root.Files.Get "kafka/generated/publisher.yaml")) -1 | last | fromYaml }}
{{- with get $model.rights $name }}{{ $_ := set $manifest.spec.authorization "acls" (concat $manifest.spec.authorization.acls .) }}{{ end }}
{{- end }}
{{- range $manifest.spec.authorization.acls }}{{ $_ := set .resource "name" (print $values.kafka.prefix .resource.name) }}{{ end }}
{{- else if eq $kind "ScaledObject" }}
{{- $_ := set $manifest.spec "maxReplicaCount" (get $values.scaling.maxReplicas $name) }}
{{- range $manifest.spec.triggers }}
{{- $_ := set .metadata "bootstrapServers" $values.kafka.brokers }}
{{- $_ := set .metadata "consumerGroup" (print $values.kafka.prefix .metadata.consumerGroup) }}
{{- if .metadata.topic }}{{ $_ := set .metadata "topic" (print $values.kafka.prefix .metadata.topic) }}{{ end }}
{{- end }}
{{- else if eq $kind "TriggerAuthentication" }}
{{- include "stopsms.scaler" . }}
{{- else if and (eq $kind "ConfigMap") (eq $name "scaler") }}
{{- $mechanism := $values.kafka.authentication.mechanism }}
{{- $sasl := get (dict "scram-sha-512" "scram_sha512" "scram-sha-256" "scram_sha256" "plain" "plaintext") $mechanism | default "none" }}
{{- $username := include "stopsms.kafkaName" (dict "root" $root "service" "scaler" "pattern" $values.kafka.authentication.username) }}
{{- $_ := set $manifest "data" (dict "username" $username "sasl" $sasl "tls" (ternary "enable" "disable" $values.kafka.tls.enabled)) }}
{{- end }}
{{- include "stopsms.rename" (dict "root" $root "kind" $kind "node" $manifest) }}
{{- $_ := set $manifest.metadata "name" (print $prefix $name) }}
{{- $labels := dict "app.kubernetes.io/part-of" "stopsms" "app.kubernetes.io/instance" $root.Release.Name "app.kubernetes.io/managed-by" $root.Release.Service "helm.sh/chart" (printf "%s-%s" $root.Chart.Name $root.Chart.Version) }}
{{- $_ := set $manifest.metadata "labels" (merge ($manifest.metadata.labels | default dict) $labels) }}
{{- include "stopsms.order" . }}
{{- include "stopsms.needApi" . }}
---
{{ toYaml $manifest }}
{{ end }}

{{/* KEDA's login to Kafka. */}}
{{- define "stopsms.scaler" -}}
{{- $kafka := .root.Values.kafka }}
{{- $login := $kafka.authentication }}
{{- $secret := include "stopsms.kafkaName" (dict "root" .root "service" "scaler" "pattern" $login.secret) }}
{{- $refs := list }}
{{- if eq $login.mechanism "tls" }}
{{- $refs = list (dict "parameter" "cert" "name" $secret "key" $login.certificateKey) (dict "parameter" "key" "name" $secret "key" $login.privateKeyKey) }}
{{- else if ne $login.mechanism "none" }}
{{- $refs = list (dict "parameter" "password" "name" $secret "key" $login.passwordKey) }}
{{- end }}
{{- if and $kafka.tls.enabled $kafka.tls.caSecret }}
{{- $refs = append $refs (dict "parameter" "ca" "name" $kafka.tls.caSecret "key" $kafka.tls.caKey) }}
{{- end }}
{{- $_ := set .manifest.spec "secretTargetRef" $refs }}
{{- range .manifest.spec.configMapTargetRef }}{{ $_ := set . "name" (print (include "stopsms.prefix" $.root) .name) }}{{ end }}
{{- end }}

{{/* Order: Helm's hooks, or waves of Argo CD. A Job that exists is replaced. */}}
{{- define "stopsms.order" -}}
{{- $mode := .root.Values.migrations.mode }}
{{- $annotations := .manifest.metadata.annotations | default dict }}
{{- if and (eq .manifest.kind "Job") (eq $mode "hook") }}
{{- $events := ternary "pre-upgrade" "pre-install,pre-upgrade" (or .root.Values.externalSecrets.enabled .root.Values.kafka.strimzi.enabled) }}
{{- $annotations = merge $annotations (dict "helm.sh/hook" $events "helm.sh/hook-weight" "0" "helm.sh/hook-delete-policy" "before-hook-creation") }}
{{- else if and (eq .manifest.kind "Job") (eq $mode "syncWave") }}
{{- $annotations = merge $annotations (dict "argocd.argoproj.io/hook" "Sync" "argocd.argoproj.io/hook-delete-policy" "BeforeHookCreation" "argocd.argoproj.io/sync-wave" "1" "kustomize.toolkit.fluxcd.io/force" "enabled") }}
{{- else if eq $mode "syncWave" }}
{{- $wave := get (dict "KafkaTopic" "-2" "KafkaUser" "-2" "ExternalSecret" "-1" "Deployment" "2" "StatefulSet" "2" "ScaledObject" "3") .manifest.kind }}
{{- with $wave }}{{ $_ := set $annotations "argocd.argoproj.io/sync-wave" . }}{{ end }}
{{- end }}
{{- if $annotations }}{{ $_ := set .manifest.metadata "annotations" $annotations }}{{ end }}
{{- end }}
