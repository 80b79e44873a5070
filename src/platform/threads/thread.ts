// Long arithmetic on a thread of its own, so that the process goes on serving others meanwhile.
import { parentPort, Worker, workerData } from "node:worker_threads";

/** Starts the file with the question, hands its answer over, and ends the thread. @param file a module that calls `answerOnThread` */
export function onThread<Question, Answer>(file: URL, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(file, { workerData: question });
    thread.once("message", (answer: Answer) => {
      resolve(answer);
      void thread.terminate();
    });
    thread.once("error", reject);
    thread.once("exit", (code) =>
      reject(new Error(`the thread of ${file.pathname} ended with ${code} and no answer`)),
    );
  });
}

/** The other side: answers the one question the thread was started with; nothing happens outside a thread. */
export function answerOnThread<Question, Answer>(answer: (question: Question) => Answer): void {
  parentPort?.postMessage(answer(workerData as Question));
}
