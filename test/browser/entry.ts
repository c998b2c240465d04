/** What a page would load: the job and the writers. */
export { exportDataset } from '../../pipeline/export/index.ts'
export { runJob } from '../../pipeline/job.ts'
