/** The fenced blocks of a page; those that name a file are part of a project that the page shows. */
import fs from 'node:fs'
import path from 'node:path'
import { PACKAGE } from '../helpers/job.ts'

const FENCE = /^```(?<language>\w+)(?: file=(?<file>\S+))?\n(?<body>[\s\S]*?)^```$/gm

export interface Block {
  readonly language: string
  readonly file: string | undefined
  readonly body: string
}

export function blocksOf(page: string): readonly Block[] {
  const text = fs.readFileSync(path.join(PACKAGE, 'docs', page), 'utf8')
  return [...text.matchAll(FENCE)].map(({ groups = {} }) => ({
    language: groups.language ?? '',
    file: groups.file,
    body: groups.body ?? '',
  }))
}
