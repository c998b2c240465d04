/** In which language to speak. */
export type Lang = 'ja' | 'en'

/** `--lang`, else the locale of the environment, else that of the system (Windows sets no LANG): English unless Japanese. */
export function languageOf(
  named: string | true | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Lang | undefined {
  if (named !== undefined) return named === 'ja' || named === 'en' ? named : undefined
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((one) => one !== undefined && one !== '')
  return (locale ?? new Intl.DateTimeFormat().resolvedOptions().locale).toLowerCase().startsWith('ja')
    ? 'ja'
    : 'en'
}
