import { test } from 'vitest'
import { runFolder, PACKAGE } from '../helpers/job.ts'
test('x', async () => {
  const city = process.env.CITY
  const r = city === 'i' ? await runFolder(PACKAGE, '142140', 'ict_plan_evaluation_r4') : await runFolder(`${PACKAGE}/test/fixtures/build/second-city`, '019992', 'digital_plan_evaluation_r4')
  for (const p of r.problems) console.log(p.severity, p.code, p.where.line, p.message.en)
  for (const d of r.datasets) { console.log(d.id, d.recordCount, d.columns.map((c) => c.key).join(' ')); for (const x of d.records) console.log(JSON.stringify(Object.values(x).slice(1).filter((_, i) => i !== 1))) }
  console.log(JSON.stringify(r.report).slice(0, 1500))
})
