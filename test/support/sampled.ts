import type { CheckedDeed } from '#oversight/sampling/queries.ts'
import type { RuleBookApp } from './rule-book.ts'

/** Three approved deeds of three households, two of them drawn for a second look. */
export async function openSampling(
  app: RuleBookApp,
): Promise<{ samplingId: string; commitment: string; listHash: string; drawn: string[] }> {
  for (const code of ['001', '002', '003']) await app.take(await app.declare(code), 'approved')
  await app.declare('004')
  const begun = await app.must<{ samplingId: string; commitment: string }>(
    ...(['supervision_chair', 'oversight.commit_seed', { wanted: 2 }] as const),
  )
  const { samplingId } = begun
  const drawn = await app.must<{ listHash: string; listCount: number; deedIds: string[] }>(
    ...(['supervision_chair', 'oversight.draw_sample', { samplingId }] as const),
  )
  return { ...begun, listHash: drawn.listHash, drawn: drawn.deedIds }
}

/** Says what the second look found at every drawn deed, and publishes the seed; answers the seed. */
export async function finishSampling(app: RuleBookApp, samplingId: string): Promise<string> {
  const shown = await app.get<{ deeds: CheckedDeed[] }>(
    ...(['supervision_chair', 'oversight.sampling', { samplingId }] as const),
  )
  for (const { deedId, finding } of shown.deeds) {
    if (finding) continue
    const found = { samplingId, deedId, finding: 'holds', reason: '到现场看过，属实。' }
    await app.must('supervision_chair', 'oversight.record_finding', found)
  }
  const published = await app.must<{ seed: string }>(
    ...(['supervision_chair', 'oversight.publish_seed', { samplingId }] as const),
  )
  return published.seed
}
