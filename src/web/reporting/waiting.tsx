// The page while its first answer is on its way.
import { Skeleton } from "../ui/empty.tsx";

export const Waiting = () => (
  <div className="page">
    <Skeleton lines={12} />
  </div>
);
