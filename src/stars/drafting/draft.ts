import type { Version } from '#compact/queries.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { sha256 } from '#kernel/digest.ts'
import { derivedId } from '#kernel/id.ts'
import type { NewLine } from '#notices/model.ts'
import type { CountedDeed } from '../model.ts'
import { scoreOf } from '../rules.ts'
import type { CloseKey, ScoreRow } from '../store.ts'

/** What a score is computed from. */
export interface ScoreInputs {
  readonly version: Pick<Version, 'content' | 'contentHash'>
  readonly deeds: readonly CountedDeed[]
  /** The adults who take part, by id. */
  readonly participantIds: readonly string[]
}

/** Where a score belongs, and by which act it was computed. */
export interface ScorePlace {
  readonly close: CloseKey
  readonly householdId: string
  readonly revision: number
  readonly at: string
  readonly envelopeId: string
  readonly replaces: string | null
}

type Computed = Omit<ScoreRow, 'state' | 'notice_id' | 'line'>

/** A household's score from the rule book and its approved deeds, ready to be written. */
export function computeScore(inputs: ScoreInputs, place: ScorePlace): Computed {
  const { close, householdId, revision } = place
  const participants = inputs.participantIds.length
  const score = scoreOf(inputs.version.content, inputs.deeds, participants)
  return {
    tenant_code: close.tenant_code,
    id: derivedId(`score/${close.id}/${householdId}/${revision}`),
    close_id: close.id,
    household_id: householdId,
    revision,
    total_hundredths: score.totalHundredths,
    stars: score.stars,
    participants,
    participant_ids: inputs.participantIds,
    breakdown: score.items,
    inputs_hash: inputsHash(inputs),
    computed_at: place.at,
    computed_in: place.envelopeId,
    replaces_id: place.replaces,
  }
}

/** What a score was computed from, so that anybody can tell whether it still follows from it. */
export function inputsHash({ version, deeds, participantIds }: ScoreInputs): string {
  const participants = participantIds.length
  const list = deeds
    .map((deed) => [deed.id, deed.itemKey, deed.valueHundredths, deed.negative] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return sha256(canonicalJson({ v: 1, rules: version.contentHash, participants, deeds: list }))
}

/** A household's line: its number, its points and its stars; its name only with consent. */
export function lineOf(
  score: Pick<ScoreRow, 'id' | 'household_id' | 'total_hundredths' | 'stars'>,
  shown: { code: string; consentedName: string | null },
): NewLine {
  const values = { points: score.total_hundredths, stars: score.stars }
  return {
    householdId: score.household_id,
    subject: `score:${score.id}`,
    content: { household: shown.code, values },
    name: shown.consentedName,
  }
}
