import type { LintContext, LintStructure, RuleItem, Severity } from '../model.ts'
import type { LawKey } from './law.ts'

export interface StructureFinding {
  readonly code: LintStructure
  readonly severity: Severity
  readonly laws: readonly LawKey[]
}

const officers = new Set(['grid_worker', 'grid_leader', 'group_leader', 'scorekeeper'])

function prohibited(code: LintStructure, ...laws: readonly LawKey[]): StructureFinding {
  return { code, severity: 'prohibition', laws }
}
function warned(code: LintStructure, ...laws: readonly LawKey[]): StructureFinding {
  return { code, severity: 'warning', laws }
}

/**
 * Points are only taken by a named officer, under a written rule, with something to look at, up
 * to a ceiling, and never in public. Source: docs/governance.md 7 and 2.3.
 */
function checkDeduction(item: RuleItem, context: LintContext): StructureFinding[] {
  if (!item.negative) return []
  const findings: StructureFinding[] = []
  if (!item.basis) findings.push(prohibited('negative_without_basis', 'villageRules'))
  if (item.publishable) findings.push(prohibited('negative_published', 'publishing', 'dignity'))
  if (item.declarers.some((declarer) => !officers.has(declarer)))
    findings.push(prohibited('negative_by_neighbour', 'villageRules'))
  if (item.evidence === 'none')
    findings.push(prohibited('negative_without_evidence', 'villageRules'))
  const most = item.capHundredths ?? item.maxHundredths
  if (most > context.limits.deductionPerItemHundredths)
    findings.push(prohibited('deduction_cap', 'villageRules'))
  return findings
}

/** A deed has a smallest and a largest value and a most per cycle that its aspect can hold. */
function checkNumbers(item: RuleItem, context: LintContext): StructureFinding[] {
  const findings: StructureFinding[] = []
  if (item.minHundredths > item.maxHundredths)
    findings.push(prohibited('range_inverted', 'ownRule'))
  if (item.capHundredths === null)
    findings.push(
      item.negative ? prohibited('missing_cap', 'ownRule') : warned('missing_cap', 'ownRule'),
    )
  const aspect = context.aspects.find((candidate) => candidate.key === item.aspectKey)
  if (aspect && (item.capHundredths ?? item.maxHundredths) > aspect.maxHundredths)
    findings.push(warned('cap_above_aspect', 'ownRule'))
  return findings
}

/** Whoever writes a deed down is not the one who checks it, and giving buys nothing. */
function checkFairness(item: RuleItem, context: LintContext): StructureFinding[] {
  const findings: StructureFinding[] = []
  if (item.declarers.every((declarer) => declarer === item.verifier))
    findings.push(prohibited('verifier_declares', 'villageRules'))
  const needsEvidence = item.maxHundredths > context.limits.withoutEvidenceHundredths
  if (!item.negative && item.evidence === 'none' && needsEvidence)
    findings.push(warned('missing_evidence', 'ownRule'))
  if (item.donation && item.redeemable)
    findings.push(warned('donation_redeemable', 'pointsNotice', 'donation'))
  return findings
}

export function checkStructure(item: RuleItem, context: LintContext): StructureFinding[] {
  return [
    ...checkDeduction(item, context),
    ...checkNumbers(item, context),
    ...checkFairness(item, context),
  ]
}
