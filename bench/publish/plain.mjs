// The plain loop, as the documents of CKAN show it: one request after the other, nothing looked at first.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { call } from './portal.mjs'

const BATCH = 1000

/** Every dataset of dist/: package_create, an upload for each file, datastore_create, datastore_upsert. */
export async function publishPlainly(portal, dist) {
  let requests = 0
  const send = (action, body, form) => {
    requests += 1
    return call(portal.url, portal.token, action, body, form)
  }
  for (const id of readdirSync(path.join(dist, 'datasets')).sort()) {
    const folder = path.join(dist, 'datasets', id)
    const described = JSON.parse(readFileSync(path.join(folder, 'datapackage.json'), 'utf8'))
    const wanted = JSON.parse(readFileSync(path.join(folder, 'ckan.json'), 'utf8'))
    const { resources, ...fields } = wanted
    await send('package_create', { ...fields, owner_org: portal.name })
    let table
    for (const [n, resource] of described.resources.entries()) {
      const form = new FormData()
      form.set('package_id', wanted.name)
      for (const key of ['name', 'format', 'mimetype', 'hash']) form.set(key, String(resources[n][key]))
      form.set('upload', new Blob([readFileSync(path.join(folder, resource.path))]), resource.path)
      const made = await send('resource_create', undefined, form)
      if (n === 0) table = made.id
    }
    await loadTable(send, table, described, folder, id)
  }
  return requests
}

const TYPES = { integer: 'int8', number: 'numeric', boolean: 'bool', date: 'date' }

async function loadTable(send, resource, described, folder, id) {
  const { fields, primaryKey } = described.resources[0].schema
  const keys = JSON.parse(readFileSync(path.join(folder, `${id}.csv-metadata.json`), 'utf8')).tableSchema
    .columns
  const key = new Map(keys.map(({ titles, name }) => [titles, name]))
  await send('datastore_create', {
    resource_id: resource,
    force: true,
    fields: fields.map(({ name, type }) => ({ id: name, type: TYPES[type] ?? 'text' })),
    ...(primaryKey === undefined ? {} : { primary_key: primaryKey }),
  })
  const records = JSON.parse(readFileSync(path.join(folder, `${id}.json`), 'utf8'))
  for (let at = 0; at < records.length; at += BATCH) {
    const batch = records
      .slice(at, at + BATCH)
      .map((record) => Object.fromEntries(fields.map(({ name }) => [name, record[key.get(name)]])))
    const method = primaryKey === undefined ? 'insert' : 'upsert'
    await send('datastore_upsert', { resource_id: resource, force: true, method, records: batch })
  }
}
