{{/* Prefix of every name: none for a release named stopsms, which has the names of the kustomize overlays. */}}
{{- define "stopsms.prefix" -}}
{{- if ne .Release.Name "stopsms" }}{{ .Release.Name }}-{{ end }}
{{- end }}

{{/* Name of a secret that a service reads. */}}
{{- define "stopsms.secret" -}}
{{- get .root.Values.secrets .name | default (printf "%s%s" (include "stopsms.prefix" .root) .name) }}
{{- end }}

{{/* Name with <service> replaced; users that this release creates have its prefix. */}}
{{- define "stopsms.kafkaName" -}}
{{- if .root.Values.kafka.strimzi.enabled }}{{ include "stopsms.prefix" .root }}{{ end }}{{ replace "<service>" .service .pattern }}
{{- end }}

{{- define "stopsms.image" -}}
{{- $image := .root.Values.image }}
{{- $digest := get $image.digests .app }}
{{- $image.registry }}/{{ .app }}{{ if $digest }}@{{ $digest }}{{ else }}:{{ $image.tag | default .root.Chart.AppVersion }}{{ end }}
{{- end }}

{{/* Adds the prefix to names of this release, and the release to labels and selectors. Changes the node itself. */}}
{{- define "stopsms.rename" -}}
{{- $arguments := . }}
{{- $prefix := include "stopsms.prefix" .root }}
{{- if kindIs "slice" .node }}
{{- range .node }}{{ include "stopsms.rename" (set (omit $arguments "node") "node" .) }}{{ end }}
{{- else if kindIs "map" .node }}
{{- range $key, $child := .node }}
{{- if has $key (list "serviceAccountName" "serviceName") }}
{{- $_ := set $arguments.node $key (print $prefix $child) }}
{{- else if eq $key "claimName" }}
{{- $_ := set $arguments.node $key (print $prefix $child) }}
{{- else if and (has $key (list "configMap" "configMapRef" "scaleTargetRef" "authenticationRef" "service")) (kindIs "map" $child) }}
{{- $_ := set $child "name" (print $prefix $child.name) }}
{{- else if has $key (list "parentRefs" "backendRefs") }}
{{- range $child }}{{ $_ := set . "name" (print $prefix .name) }}{{ end }}
{{- else if eq $key "secretRef" }}
{{- $_ := set $child "name" (include "stopsms.secret" (dict "root" $arguments.root "name" $child.name)) }}
{{- else if and (has $key (list "labels" "matchLabels" "selector")) (or (hasKey $child "app.kubernetes.io/part-of") (and (hasKey $child "app.kubernetes.io/name") (ne $arguments.kind "NetworkPolicy"))) }}
{{- $_ := set $child "app.kubernetes.io/instance" $arguments.root.Release.Name }}
{{- else }}
{{- include "stopsms.rename" (set (omit $arguments "node") "node" $child) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
