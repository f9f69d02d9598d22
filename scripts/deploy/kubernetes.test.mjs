// The Helm chart and the plain manifests of deploy/kubernetes. Helm's own engine renders the chart, and every
// manifest is checked strictly against the schemas of the oldest and the newest Kubernetes. That needs the tool
// "kube" (`npm run tools -- kube`) and is one named skip without it; the text of the files is checked everywhere.
// The plain file is the chart, rendered: after a change, `npm run unit -- scripts/deploy/kubernetes.test.mjs -u`.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkConfig } from "../config/load-config.mjs";
import { HEALTH_PATH } from "../serve/static-server.mjs";
import { version } from "../serve/version.mjs";
import { rootDir } from "../setup/paths.mjs";
import { bePatient } from "../testing/patience.mjs";
import { findTool, missing } from "../tools/folder.mjs";

bePatient();

const home = path.join(rootDir, "deploy", "kubernetes");
const PLAIN = path.join(home, "credence.yaml");
const BESIDE_NATS = path.join(home, "beside-nats.values.yaml");
/** `preStop.sleep` needs 1.30. */
const KUBERNETES = ["1.30.0", "1.37.0"];
const kube = findTool("kube");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-chart-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** @type {Map<string, ReturnType<typeof render>>} */
const rendered = new Map();

/**
 * The chart as it is, once for all tests.
 * @param {string} values a file, or "-"
 */
function renderOnce(values) {
  const known = rendered.get(values) ?? render(values);
  rendered.set(values, known);
  return known;
}

/**
 * @param {string} values a file, or "-"
 * @param {string} [chart]
 * @returns {{lint: string[], problems: string[], text: string, objects: any[]}}
 */
function render(values, chart = path.join(home, "chart")) {
  const script = path.join(rootDir, "scripts", "tools", "kube", "render.py");
  const python = path.join(kube ?? "", "venv", "bin", "python");
  const args = [script, chart, values, "credence", "credence", ...KUBERNETES];
  return JSON.parse(execFileSync(python, args, { encoding: "utf8", stdio: "pipe" }));
}

/** @param {string} text YAML */
function writeValues(text) {
  const file = path.join(folder, "values.yaml");
  fs.writeFileSync(file, text);
  return file;
}

const withTool = kube === null ? describe.skip : describe;
withTool(`the chart${kube === null ? ` (${missing("kube")})` : ""}`, () => {
  it.each([
    ["alone", "-"],
    ["beside the chart of nats-io", BESIDE_NATS],
  ])("%s renders to manifests that Kubernetes knows", (_name, values) => {
    const { lint, problems, objects } = renderOnce(values);
    expect(lint).toEqual([]);
    expect(problems).toEqual([]);
    expect(objects.length).toBeGreaterThan(4);
  });

  it("fails the check where a field is unknown or has the wrong type", () => {
    const copy = path.join(folder, "chart");
    fs.cpSync(path.join(home, "chart"), copy, { recursive: true });
    const file = path.join(copy, "templates", "deployment.yaml");
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("replicas:", "replica:"));
    expect(render("-", copy).problems.join()).toContain("replica");
    expect(render(writeValues("service: {port: eighty}")).problems.join()).toContain("eighty");
  });

  it("gives the server a config.json that it accepts, and restarts it when that changes", () => {
    const { objects } = renderOnce(BESIDE_NATS);
    const kind = (/** @type {string} */ name) => objects.find((one) => one.kind === name);
    const text = kind("ConfigMap").data["config.json"];
    const checked = checkConfig(text);
    expect(checked).toMatchObject({ ok: true });
    const [target] = Object.values(JSON.parse(text).bridge.targets);
    const pod = kind("Deployment").spec.template.spec;
    const [container] = pod.containers;
    for (const name of ["ca", "cert", "key"]) {
      const place = container.volumeMounts.find((/** @type {any} */ { mountPath }) =>
        target[name].startsWith(`${mountPath}/`),
      );
      expect(place?.name, name).toBe("bridge");
    }
    const digest = (/** @type {any[]} */ all) =>
      all.find((one) => one.kind === "Deployment").spec.template.metadata.annotations[
        "credence/config"
      ];
    expect(digest(objects)).not.toBe(digest(renderOnce("-").objects));
  });

  it("hardens the pod as the image and the systemd unit are", () => {
    const { objects } = renderOnce("-");
    const pod = objects.find((one) => one.kind === "Deployment").spec.template.spec;
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 10001,
      seccompProfile: { type: "RuntimeDefault" },
    });
    const [container] = pod.containers;
    expect(container.securityContext).toEqual({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      privileged: false,
      capabilities: { drop: ["ALL"] },
    });
    for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) {
      expect(container[probe].httpGet, probe).toEqual({ path: HEALTH_PATH, port: "http" });
    }
    expect(container.resources.limits.memory).toBe("512Mi");
  });

  it("lets the pod connect nowhere without a bridge, and a page's path be another one", () => {
    const policy = (/** @type {any[]} */ all) => all.find((one) => one.kind === "NetworkPolicy");
    expect(policy(renderOnce("-").objects).spec).toMatchObject({
      policyTypes: ["Ingress", "Egress"],
      egress: [],
    });
    const { objects, problems } = render(
      writeValues("basePath: /tools/credence\ningress: {enabled: true}\nmetrics: {enabled: false}"),
    );
    expect(problems).toEqual([]);
    const ingress = objects.find((one) => one.kind === "Ingress");
    expect(ingress.spec.rules[0].http.paths[0].path).toBe("/tools/credence");
    const [container] = objects.find((one) => one.kind === "Deployment").spec.template.spec
      .containers;
    expect(container.env).toContainEqual({ name: "BASE_PATH", value: "/tools/credence" });
    expect(JSON.stringify(objects)).not.toContain("metrics");
  });

  it("is what the plain manifests hold", async () => {
    const head = `# Made from the chart, with beside-nats.values.yaml. Change the host, the image and config.json; then
#   kubectl create namespace credence
#   kubectl -n credence create secret generic credence-bridge --from-file=ca.crt --from-file=tls.crt --from-file=tls.key
#   kubectl apply -f deploy/kubernetes/credence.yaml
`;
    const plain = renderOnce(BESIDE_NATS).text.replace(
      /^ *app\.kubernetes\.io\/managed-by: .*\n/gm,
      "",
    );
    await expect(head + plain).toMatchFileSnapshot(PLAIN);
  });
});

describe("deploy/kubernetes", () => {
  it("has the version of the release", () => {
    const chart = fs.readFileSync(path.join(home, "chart", "Chart.yaml"), "utf8");
    expect(chart).toContain(`\nversion: ${version}\n`);
    expect(chart).toContain(`\nappVersion: "${version}"\n`);
    expect(fs.readFileSync(PLAIN, "utf8")).toContain(`image: "credence:${version}"`);
  });

  it("holds no secret", () => {
    for (const file of fs.readdirSync(home, { recursive: true, encoding: "utf8" })) {
      const place = path.join(home, file);
      if (!fs.statSync(place).isFile()) continue;
      expect(fs.readFileSync(place, "utf8"), file).not.toMatch(/kind: Secret\b|BEGIN [A-Z ]*KEY/);
    }
  });
});
