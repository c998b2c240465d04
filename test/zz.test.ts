import {test} from 'vitest'
import {readFileSync} from 'node:fs'
import {parseYaml} from '../pipeline/lib/yaml.ts'
import {extractDocument} from '../pipeline/extract/index.ts'
import {compileReader} from '../pipeline/lib/readings.ts'
import {shapeDocument} from '../pipeline/shape/index.ts'
test('x',()=>{
const d='sources/142140/ict_plan_evaluation_r4/'
const y=parseYaml(readFileSync(d+'source.yaml','utf8')); if(y.faults.length) console.log(y.faults)
const decl=(y.value as any)
const ex=extractDocument(readFileSync(d+'snapshot/isehara-ict-plan-evaluation-r4.txt'),'text','f') as any
const reader=compileReader(decl.document)
const t=performance.now()
const s=shapeDocument(ex.document.lines,decl.document,reader,{},'source.yaml')
console.log(performance.now()-t)
for(const p of s.problems.slice(0,20)) console.log(p.message.ja)
const by:any={}; for(const r of s.rows) by[r.entity]=(by[r.entity]??0)+1; console.log(by)
const show=(e:string,k:string)=>console.log(JSON.stringify(s.rows.find(r=>r.entity===e&&r.key===k),(k,v)=>k==='parts'?v.map((p:any)=>p.line+'#'+p.name+'='+p.text):v,1))
show('indicator','1-1-5-1');show('observation','1-1-7-1-target');show('measure','1-1');show('change','3-1-1');show('total','3-○');show('initiative','2-2-4');show('policy','2');show('section','preface')
})
