// Parses a file with wtf_wikipedia once for each line that comes in, and answers with a line.
const fs = require("fs");
const wtf = require("wtf_wikipedia");
const text = fs.readFileSync(process.argv[2], "utf8");
for (let round = 0; round < 10; round++) wtf(text).json();
require("readline").createInterface({ input: process.stdin }).on("line", () => {
  wtf(text).json();
  console.log();
});
