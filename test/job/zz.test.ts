import { test } from 'vitest'
import { runFolder, PACKAGE, table, datasetOf } from '../helpers/job.ts'
test('x', async () => {
  const r = await runFolder(PACKAGE, '142140', 'ict_plan_evaluation_r4')
  const q = (t: string, v: unknown, u: unknown, d: unknown) => [t, v, u, d]
  for (const x of datasetOf(r, 'ict_plan_indicators').records) console.log(JSON.stringify([x.identifier, x.name, ...['baseline','target','result'].flatMap((k) => [x[`${k}Text`], x[`${k}Value`], x[`${k}Unit`], x[`${k}Direction`], x[`${k}Year`], x[`${k}Parts`]]), x.progress, x.rating, x.ratingMethod]))
  for (const d of ['policies','measures','ratings','rating_totals','rating_changes','map_layers','sections']) for (const x of datasetOf(r, 'ict_plan_'+d).records) console.log(d, JSON.stringify(Object.values(x).slice(1).filter((_,i)=>i!==1)))
  for (const x of datasetOf(r, 'ict_plan_initiatives').records) console.log(JSON.stringify([x.code, x.title, x.rating, x.ratingMethod, x.ratingEvidence, x.measureCode, x.policyNumber]))
  console.log(r.problems.map((p)=>p.code+p.where.line))
})
