// Reads spreadsheets beside the test, so that one that is read for ever can be told and stopped: bytes in, how it ended
// and how much memory it took out. Over the built code: threads of Node 20 read no TypeScript.
import { parentPort } from 'node:worker_threads'
import { readSpreadsheet } from '../../../build/extract/spreadsheet/index.js'

// SheetJS writes records that it does not know to the console
console.error = () => {}
parentPort.on('message', ({ bytes, format }) => {
  try {
    const result = readSpreadsheet(bytes, format)
    const { heapUsed, external } = process.memoryUsage()
    parentPort.postMessage({
      ended: 'problem' in result ? result.problem.code : 'read',
      memory: heapUsed + external,
    })
  } catch (error) {
    parentPort.postMessage({ ended: `thrown: ${error?.stack ?? error}`, memory: 0 })
  }
})
