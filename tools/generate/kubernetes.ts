/** The manifests with a configuration of nginx as the last thing in them, where a ConfigMap holds it. */
export function withConfiguration(manifests: string, configuration: string): string {
  const mark = "\n  nginx.conf: |\n";
  const at = manifests.indexOf(mark);
  if (at < 0) throw new Error("deploy/kubernetes.yaml: expected a ConfigMap with nginx.conf at its end");
  return manifests.slice(0, at + mark.length) + configuration.replace(/^(?=.)/gm, "    ");
}
