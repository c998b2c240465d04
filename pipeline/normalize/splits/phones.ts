/** phones: the numbers of a cell to the fields of phones, what follows 内線 to the extension. */
import type { Scalar } from '../../lib/model.ts'
import { phonesOf } from '../values/phone.ts'
import { compileField } from '../values/rules.ts'
import { prepare } from '../values/speak.ts'
import { nothing, type SplitRule, slotsOf } from './speak.ts'

export const phones: SplitRule = {
  docs: {
    ja: '電話番号と内線番号を分けます。電話の項目が複数あれば順に入れ、残りは最後の項目に「 / 」で続けます。',
    en: 'Parts phone numbers and extension. Several fields of phones are filled in order; the last takes what is left.',
  },
  compile: (targets, context) => {
    const slots = slotsOf(targets, 'phone')
    const [inner = -1] = slotsOf(targets, 'extension')
    const first = slots[0] ?? -1
    const field = targets[first]
    const read = field === undefined ? undefined : compileField(field, context)
    return (text, tell) => {
      const values: Scalar[] = nothing(targets)
      const trimmed = prepare(text, tell)
      if (trimmed === '' || read === undefined) return values
      const { phones: found, extensions, fault } = phonesOf(trimmed, context.areaCode)
      if (fault !== undefined) {
        values[first] = read(trimmed, tell)
        return values
      }
      for (const [at, slot] of slots.entries()) {
        const isLast = at === slots.length - 1
        const value = isLast ? found.slice(at).join(' / ') : (found[at] ?? '')
        values[slot] = value === '' ? null : value
      }
      const extension = extensions.join(' / ')
      if (extension !== '') {
        if (inner >= 0) values[inner] = extension
        else values[first] = `${found.join(' / ')} 内線${extension}`
      }
      return values
    }
  },
}
