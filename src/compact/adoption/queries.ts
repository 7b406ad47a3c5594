import type { Result } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { type SettingAt, settingNumber, settingValue } from '#settings/queries.ts'
import type { CompactRefusal, LintLimits, Resolution, Share, VoteNumbers } from '../model.ts'
import { decideVote } from './rules.ts'

/** What a resolution needed at a place on the day it was made. */
export async function voteNumbers(db: Db, at: SettingAt): Promise<VoteNumbers> {
  const share = async (
    key: `compact.${'assembly' | 'households' | 'representatives'}_quorum` | 'compact.majority',
  ) => (await settingValue(db, { key, ...at })).value as Share
  return {
    quorum: {
      villagers_assembly: await share('compact.assembly_quorum'),
      household_representatives: await share('compact.households_quorum'),
      representative_assembly: await share('compact.representatives_quorum'),
    },
    majority: await share('compact.majority'),
  }
}

/** The ceilings by which the linter measures a rule book at a place. */
export async function lintLimits(db: Db, at: SettingAt): Promise<LintLimits> {
  const points = async (
    key: `compact.${'deduction_per_item' | 'deduction_per_cycle' | 'without_evidence'}`,
  ) => 100 * (await settingNumber(db, { key, ...at }))
  return {
    deductionPerItemHundredths: await points('compact.deduction_per_item'),
    deductionPerCycleHundredths: await points('compact.deduction_per_cycle'),
    withoutEvidenceHundredths: await points('compact.without_evidence'),
  }
}

/** Whether a resolution had the quorum and the majority that held at a place on the day of its meeting. */
export async function decideCarried(
  db: Db,
  tenantCode: string,
  resolution: Resolution,
): Promise<Result<null, CompactRefusal>> {
  return decideVote(resolution, await voteNumbers(db, { tenantCode, today: resolution.heldOn }))
}
