import { diffArrays, diffChars } from 'diff'
import type { ClauseChange, RulesClause, TextPiece } from './model.ts'

interface Block {
  removed: readonly RulesClause[]
  added: readonly RulesClause[]
}

/** The words of two texts laid over each other, character by character. */
export function differenceOf(before: string, after: string): TextPiece[] {
  return diffChars(before, after).map(({ value, added, removed }) => ({
    text: value,
    change: added ? 'added' : removed ? 'removed' : 'same',
  }))
}

/**
 * Every clause that reads differently, in the order of the later text. Clauses that only moved to
 * another number are left out; what was replaced in place is laid over what it replaced.
 */
export function clauseChanges(
  before: readonly RulesClause[],
  after: readonly RulesClause[],
): ClauseChange[] {
  const parts = diffArrays([...before], [...after], {
    comparator: (left, right) => left.text.zh === right.text.zh,
  })
  const blocks: Block[] = []
  let open: Block = { removed: [], added: [] }
  for (const part of parts) {
    if (part.added) open = { ...open, added: part.value }
    else if (part.removed) open = { ...open, removed: part.value }
    else {
      blocks.push(open)
      open = { removed: [], added: [] }
    }
  }
  return [...blocks, open].flatMap(changesIn)
}

function changesIn({ removed, added }: Block): ClauseChange[] {
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, at) => {
    const [old, now] = [removed[at], added[at]]
    return {
      ...{ before: old?.number ?? null, after: now?.number ?? null },
      pieces: differenceOf(old?.text.zh ?? '', now?.text.zh ?? ''),
    }
  })
}
