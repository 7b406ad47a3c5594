/**
 * A household that takes part and of which nothing was heard in a whole period may need help, or have
 * nobody who can use a telephone; somebody goes and asks. It is no fault and shown to nobody else.
 * Who came during the period is not meant. Source: docs/governance.md 6, item 7.
 */
export function decideSilent(
  taking: readonly { readonly householdId: string; readonly openedOn: string }[],
  facts: {
    readonly heard: ReadonlySet<string>
    readonly startsOn: string
    /** The households of whoever asks; null for the whole village. */
    readonly within: ReadonlySet<string> | null
  },
): string[] {
  return taking
    .filter((one) => one.openedOn <= facts.startsOn && !facts.heard.has(one.householdId))
    .map((one) => one.householdId)
    .filter((id) => facts.within === null || facts.within.has(id))
}
