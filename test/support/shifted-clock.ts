/**
 * Loaded into a program before anything else (`node --import`): lets it live on another day, so
 * that a journey finds the same season whenever it is run. The clock goes on as the real one does.
 */
const shift = Number(process.env.XIANGYUE_TEST_CLOCK_SHIFT ?? 0)
const RealDate = globalThis.Date

class ShiftedDate extends RealDate {
  constructor(...parts: unknown[]) {
    if (parts.length === 0) super(RealDate.now() + shift)
    else super(...(parts as [number]))
  }
  static override now(): number {
    return RealDate.now() + shift
  }
}

if (shift !== 0) globalThis.Date = ShiftedDate as unknown as DateConstructor
