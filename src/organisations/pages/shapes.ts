/** What an action gave back when it refused: the sentence, the fields, and what was typed. */
export interface Answer {
  readonly fault?: {
    readonly message: string
    readonly faults: { name: string; message: string }[]
  }
  readonly fields?: Readonly<Record<string, string>>
  readonly values?: Readonly<Record<string, string>>
}
