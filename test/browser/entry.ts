/** What a page would load: the job, the look at a file of tables with its run, and the writers. */
export { createTableWriter, exportDataset } from '../../pipeline/export/index.ts'
export { lookAt } from '../../pipeline/job/table/look.ts'
export { openGrids } from '../../pipeline/job/table/open.ts'
export { runLook } from '../../pipeline/job/table/run-look.ts'
export { runJob } from '../../pipeline/job.ts'
export { createKeySet } from '../../pipeline/lib/key-set.ts'
export { compileKnowledge } from '../../pipeline/recognize/index.ts'
