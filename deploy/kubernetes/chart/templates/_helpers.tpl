{{- define "credence.name" -}}
{{- if contains "credence" .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-credence" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "credence.selector" -}}
app.kubernetes.io/name: credence
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "credence.labels" -}}
{{ include "credence.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "credence.metadata" -}}
name: {{ include "credence.name" . }}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "credence.labels" . | nindent 2 }}
{{- end -}}
