/** A command line that cannot be followed: one sentence, exit code 2. */
export class UsageError extends Error {}

export const USAGE = `npm run bench -- [options]

  --shapes A,B | all     shapes of the suite (A to L); all when no shape is named
  --shape JSON           a shape of your own, may be repeated:
                         {"ci","co","kh","kw","h","w","stride":[y,x],"dilation":[y,x],"pad":[t,r,b,l],"groups","rank"}
                         rank 1 or 2: every kernel is so many columns times rows, for wasm-separable
  --engines LIST         cpu (this lab), typescript (its baseline), onnxruntime, onnxruntime-web, tfjs, opencv
                         (default cpu,onnxruntime)
  --variant NAME,…       variants of the CPU engine, each a row of its own (default fast; auto keeps to exact ones)
  --profile NAME         code generation of the CPU engine (default: what it chooses itself)
  --threads 1,2          thread counts, each a row of its own (default 1)
  --in node | chromium | electron
                         where the CPU engine and the peers made for pages run (default node)
  --runs N               counted runs (default: 15 to 60, about 1 s for each engine)
  --pin, --no-pin        Linux: bind the threads of an engine on two and more to a core each, or leave them
                         (default: bind them where the kernel packs a virtual machine's threads onto few cores)
  --json                 one JSON document on stdout
  --write                keep the rows and write BENCHMARKS.md anew
  --soak N               no comparison: N runs of mixed shapes, and what becomes of the memory
  --soak-shapes N        how many different shapes (default 48; beyond 64 routines are thrown away and made again)`
