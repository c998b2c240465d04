/** Checks on what is typed in, with their drop-downs and notes: dataValidations (ECMA-376 part 1, 18.3.1.32). */
import type { Check, CheckRule, Message } from './book.ts'
import { attribute, escapeXml, shortened } from './text.ts'

/** Excel says that a file is damaged where one is longer. */
const MOST_TITLE = 32
const MOST_MESSAGE = 255

export function checksXml(checks: readonly Check[]): string {
  if (checks.length === 0) return ''
  return `<dataValidations count="${checks.length}">${checks.map(checkXml).join('')}</dataValidations>`
}

function checkXml({ range, rule, on = 'stop', error, prompt, keyboard }: Check): string {
  const { attributes, formulas } = rule === undefined ? { attributes: '', formulas: '' } : ruleXml(rule)
  const style = rule === undefined || on === 'stop' ? '' : ` errorStyle="${on}"`
  const ime = keyboard === undefined ? '' : ` imeMode="${keyboard}"`
  const shown = `${prompt === undefined ? '' : ' showInputMessage="1"'}${rule === undefined ? '' : ' showErrorMessage="1"'}`
  return `<dataValidation${attributes}${style}${ime} allowBlank="1"${shown}${message('error', error)}${message('prompt', prompt)} sqref="${attribute(range)}">${formulas}</dataValidation>`
}

function message(name: 'error' | 'prompt', message: Message | undefined): string {
  if (message === undefined) return ''
  const title = attribute(shortened(message.title, MOST_TITLE))
  return ` ${name}Title="${title}" ${name}="${attribute(shortened(message.text, MOST_MESSAGE))}"`
}

function ruleXml(rule: CheckRule): { readonly attributes: string; readonly formulas: string } {
  if (rule.kind === 'list') {
    const from = 'from' in rule ? rule.from : `"${rule.values.join(',').replaceAll('"', '""')}"`
    return { attributes: ' type="list"', formulas: formula(1, from) }
  }
  if (rule.kind === 'custom') return { attributes: ' type="custom"', formulas: formula(1, rule.formula) }
  const { kind, least, most } = rule
  if (least !== undefined && most !== undefined)
    return {
      attributes: ` type="${kind}"`,
      formulas: formula(1, `${least}`) + formula(2, `${most}`),
    }
  const operator = least === undefined ? 'lessThanOrEqual' : 'greaterThanOrEqual'
  return {
    attributes: ` type="${kind}" operator="${operator}"`,
    formulas: formula(1, `${least ?? most ?? 0}`),
  }
}

function formula(number: 1 | 2, text: string): string {
  return `<formula${number}>${escapeXml(text)}</formula${number}>`
}
