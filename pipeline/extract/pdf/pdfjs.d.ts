/** What we use of the reading half of pdf.js, which comes without types (5.6.205, src/core/worker.js). */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  interface Port {
    addEventListener(type: string, listener: (event: { readonly data: unknown }) => void): void
    removeEventListener(): void
    postMessage(message: unknown): void
  }
  export const WorkerMessageHandler: {
    initializeFromPort(port: Port): void
    createDocumentHandler(parameters: Readonly<Record<string, unknown>>, port: Port): string
  }
}
