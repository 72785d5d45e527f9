/** What `work` comes to, or an error once that takes longer than `patienceMs`; whatever it comes to later is ignored. */
export async function giveUpAfter<Result>(work: Promise<Result>, patienceMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Given up after ${patienceMs} ms`)), patienceMs)
  })
  try {
    return await Promise.race([work, patience])
  } finally {
    clearTimeout(timer)
  }
}
