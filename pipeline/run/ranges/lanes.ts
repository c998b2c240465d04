/**
 * Tasks → results in the order of the tasks, worked on by several lanes at once: threads, or this thread in a test.
 * No more than `ahead` results wait for those before them, so memory does not grow with the number of tasks.
 */

/** Does one task after the other; a second may be given before the first is done. */
export interface Lane<Task, Result> {
  run(task: Task): Promise<Result>
  /** gives up what it is at */
  close(): Promise<void>
}

export interface LanesInput<Task, Result> {
  /** taken one at a time, when a lane has room */
  readonly tasks: Iterable<Task>
  readonly lanes: readonly Lane<Task, Result>[]
  /** tasks begun and not yet taken, at most */
  readonly ahead: number
  /** called in the order of the tasks, one at a time; what it gives is waited for at the end only */
  readonly take: (result: Result, task: Task) => Promise<void> | undefined
}

/** Ends when all are taken and what `take` gave is done, or throws what the first task, lane or `take` to fail threw; the lanes are closed. */
export async function runInLanes<Task, Result>(input: LanesInput<Task, Result>): Promise<void> {
  const { lanes, ahead, take } = input
  const tasks = input.tasks[Symbol.iterator]()
  const waiting = new Map<number, { readonly task: Task; readonly result: Result }>()
  let begun = 0
  let taken = 0
  let stopped = false
  let wake: (() => void)[] = []
  const ends: Promise<void>[] = []
  let failure: { readonly error: unknown } | undefined

  const room = async (): Promise<void> => {
    while (!stopped && begun - taken >= ahead) await new Promise<void>((resolve) => wake.push(resolve))
  }
  const wakeAll = (): void => {
    const all = wake
    wake = []
    for (const one of all) one()
  }
  const fail = (error: unknown): void => {
    failure ??= { error }
    stopped = true
    wakeAll()
  }
  const work = async (lane: Lane<Task, Result>): Promise<void> => {
    for (;;) {
      await room()
      if (stopped) return
      const next = tasks.next()
      if (next.done === true) return
      const index = begun++
      const task = next.value
      const result = await lane.run(task)
      if (stopped) return
      waiting.set(index, { task, result })
      for (let one = waiting.get(taken); one !== undefined; one = waiting.get(taken)) {
        waiting.delete(taken)
        taken += 1
        const end = take(one.result, one.task)
        if (end !== undefined) ends.push(end.catch(fail))
      }
      wakeAll()
    }
  }
  try {
    // two at a time for each, so that a lane has its next task when it is done with one
    await Promise.all([...lanes, ...lanes].map(work))
    await Promise.all(ends)
    if (failure !== undefined) throw failure.error
  } finally {
    stopped = true
    wakeAll()
    tasks.return?.()
    await Promise.all(lanes.map((lane) => lane.close()))
  }
}
