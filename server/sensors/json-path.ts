import { query, type JsonValue } from 'jsonpath-rfc9535'
import parse, { type JsonPathQuery } from 'jsonpath-rfc9535/parser'

/** Finds the first match in a JSON value; undefined where there is none. */
export type JsonPath = (document: unknown) => unknown

type Node = Readonly<Record<string, unknown>>

/**
 * Compiles an RFC 9535 path. Throws an Error that says what is wrong with it: its syntax, or that it could take a server
 * for a day (`..` twice or within a filter, functions, a filter that searches the whole document).
 */
export function compileJsonPath(expression: string): JsonPath {
  const ast = parse(expression)
  refuseCostly(ast)
  const steps = stepsOf(ast)
  if (steps === undefined) return (document) => query(document as JsonValue, expression)[0]
  return (document) => {
    let value = document
    for (const step of steps) {
      if (typeof value !== 'object' || value === null) return undefined
      if (typeof step === 'number') {
        if (!Array.isArray(value)) return undefined
        value = value.at(step)
      } else {
        value = !Array.isArray(value) && Object.hasOwn(value, step) ? (value as Node)[step] : undefined
      }
    }
    return value
  }
}

/** Names and indices where the path leads to one place at most: those are walked without a search. */
function stepsOf({ segments }: JsonPathQuery): (string | number)[] | undefined {
  const steps: (string | number)[] = []
  for (const { type, node } of segments) {
    if (type !== 'ChildSegment') return undefined
    const selector = node.type === 'BracketedSelection' && node.selectors.length === 1 ? node.selectors[0] : node
    const { type: kind } = selector
    if (kind !== 'MemberNameShorthand' && kind !== 'NameSelector' && kind !== 'IndexSelector') return undefined
    steps.push(selector.value)
  }
  return steps
}

function refuseCostly(ast: JsonPathQuery): void {
  let descents = 0
  function visit(value: unknown, inFilter: boolean): void {
    if (Array.isArray(value)) {
      for (const item of value) visit(item, inFilter)
    } else if (typeof value === 'object' && value !== null) {
      const { type } = value as Node
      if (type === 'DescendantSegment' && (inFilter || ++descents > 1)) throw new Error("'..' more than once or in a filter")
      if (type === 'FunctionExpr') throw new Error('a function in a filter')
      if (type === 'JsonPathQuery' && inFilter) throw new Error('a filter that searches from $')
      for (const child of Object.values(value)) visit(child, inFilter || type === 'FilterSelector')
    }
  }
  visit(ast, false)
}
