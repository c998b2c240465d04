/** The shapes and profiles of others, beside the checkout: absent, a test says so and is skipped; in CI that is a failure. */
import { existsSync, readFileSync } from 'node:fs'

const validators = new URL('../../../shared/validators/', import.meta.url)

export const sharedIsHere = existsSync(validators)

if (!sharedIsHere) {
  if (process.env.CI === 'true')
    throw new Error('../shared/validators is absent, and CI must not skip its checks')
  console.warn('skipped: ../shared/validators is absent, so profiles and shapes are not checked')
}

export function sharedText(path: string): string {
  return readFileSync(new URL(path, validators), 'utf8')
}
