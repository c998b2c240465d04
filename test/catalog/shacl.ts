/** The shapes of others, by rdf-validate-shacl. */
import { Parser, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'
import { sharedText } from './shared.ts'

const IMPORTS = 'http://www.w3.org/2002/07/owl#imports'

export interface Result {
  readonly focus: string
  readonly path: string
}

/** Of every severity; sh:conforms says no where there is one. */
export async function resultsOf(shapes: string, turtle: string): Promise<readonly Result[]> {
  // the shapes of DCAT-US import SHACL's own vocabulary, which no validator needs
  const own = new Parser().parse(sharedText(shapes)).filter(({ predicate }) => predicate.value !== IMPORTS)
  const validator = new SHACLValidator(new Store(own))
  const report = await validator.validate(new Store(new Parser().parse(turtle)))
  return report.results.map(({ path, focusNode }) => ({
    focus: focusNode?.value ?? '',
    path: path?.value ?? '',
  }))
}
