/**
 * How many tests passed and failed, by Vitest's own report (its text, or null when there is none) and
 * by how Vitest ended. A run that went wrong never counts as nothing failed.
 */
export function tallyOf(report, endedWell) {
  const read = parsed(report)
  if (!read) return { passed: 0, failed: 1 }
  const passed = read.numPassedTests ?? 0
  // A file that cannot even be loaded has no tests to count.
  const empty = (read.testResults ?? []).filter(isLost).length
  const failed = Math.max(0, (read.numTotalTests ?? 0) - passed) + empty
  const unseen = failed === 0 && (passed === 0 || !endedWell)
  return { passed, failed: unseen ? 1 : failed }
}

function isLost({ status, assertionResults }) {
  return status === 'failed' && assertionResults.length === 0
}

/** The report of a run that was cut off is cut off too. */
function parsed(report) {
  try {
    return JSON.parse(report)
  } catch {
    return null
  }
}
