/** Files of pdfjs-dist, by their path in it. */
export function packageFileOf(
  packageFile: ((name: string) => Uint8Array | undefined) | undefined,
): ((path: string) => Uint8Array | undefined) | undefined {
  return packageFile === undefined ? undefined : (path) => packageFile(`pdfjs-dist/${path}`)
}
