# Renders a Helm chart with Helm's own engine and checks every manifest against the schemas of Kubernetes, strictly:
# a field that the API does not know is a problem. Run by scripts/deploy/kubernetes.test.mjs with the Python of the
# tool "kube".
#
#   render.py CHART VALUES|- RELEASE NAMESPACE KUBERNETES...
#
# Writes JSON: {"lint": [text], "problems": [text], "text": manifests as YAML, "objects": [manifest]}
import json
import sys

import helm_python
import kubernetes_validate
import yaml

chart_path, values_path, release, namespace, *versions = sys.argv[1:]
values = {} if values_path == "-" else yaml.safe_load(open(values_path, encoding="utf-8"))

# Severity 1 is a hint, such as a missing icon.
found = helm_python.lint(chart_path, values, namespace=namespace, strict=True)
lint = [f"{one['path']}: {one['error']}" for one in found["messages"] if one["severity"] > 1]
lint += found["errors"]

chart = helm_python.Chart.load(chart_path)
rendered = chart.render(values, name=release, namespace=namespace)
texts = [rendered[name].strip() for name in sorted(rendered) if name.endswith(".yaml")]
texts = [text.removeprefix("---").strip() for text in texts if text != ""]

objects, problems = [], []
for text in texts:
    manifest = yaml.safe_load(text)
    objects.append(manifest)
    for version in versions:
        try:
            kubernetes_validate.validate(manifest, version, strict=True)
        except Exception as error:
            problems.append(f"{manifest.get('kind')} in {version}: {str(error)[:300]}")

json.dump(
    {"lint": lint, "problems": problems, "text": "\n---\n".join(texts) + "\n", "objects": objects},
    sys.stdout,
)
