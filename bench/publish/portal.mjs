// The portal of the measurement: an organization of its own with an editor's token, calls, and the way out.
import { randomUUID } from 'node:crypto'

/** `admin`: the sysadmin's token, for set-up and the end only. */
export async function openPortal(url, admin) {
  const name = `bench-${randomUUID().slice(0, 8)}`
  const organization = await call(url, admin, 'organization_create', { name, title: '計測市' })
  const user = await call(url, admin, 'user_create', {
    name,
    email: `${name}@example.com`,
    password: randomUUID(),
  })
  await call(url, admin, 'organization_member_create', { id: name, username: name, role: 'editor' })
  const { token } = await call(url, admin, 'api_token_create', { user: name, name: 'bench' })
  return {
    url,
    name,
    token,
    /** how many datasets it has, and how many rows their tables */
    async count() {
      const found = await call(url, token, 'package_search', {
        fq: `organization:${name}`,
        rows: 1000,
        include_private: true,
      })
      return found.results.length
    },
    async purge() {
      for (;;) {
        const found = await call(url, admin, 'package_search', {
          fq: `organization:${name}`,
          rows: 100,
          include_private: true,
          include_drafts: true,
        })
        if (found.results.length === 0) break
        for (const { id } of found.results) await call(url, admin, 'dataset_purge', { id })
      }
    },
    async close() {
      await this.purge()
      await call(url, admin, 'organization_purge', { id: organization.id })
      await call(url, admin, 'user_delete', { id: user.id })
    },
  }
}

export async function call(url, token, action, body, form) {
  const answer = await fetch(`${url}/api/3/action/${action}`, {
    method: 'POST',
    headers: { Authorization: token, ...(form ? {} : { 'Content-Type': 'application/json' }) },
    body: form ?? JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${action}: ${answer.status} ${text.slice(0, 500)}`)
  return JSON.parse(text).result
}
