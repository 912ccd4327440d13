import ESPDevice
import TransportCore

/// Passes the device's output and its time costs on to the board.
///
/// It is a separate object because the device holds its observer weakly: weak references would slow down each use of
/// the board itself.
final class DeviceListener: DeviceObserver {
    private unowned let board: Board

    init(_ board: Board) {
        self.board = board
    }

    func flashWillPerform(_ operation: FlashOperation) -> FlashVerdict { .perform }

    func flashDidPerform(_ operation: FlashOperation) {
        guard operation.origin == .application else { return }
        let cost = board.timing.flash.duration(of: operation).nanoseconds
        guard cost > 0 else { return }
        // While a block is erased, the driver lets other tasks run for one tick in every twenty milliseconds;
        // interrupts stay disabled otherwise.
        board.masks.append(board.clock.taskFree...(board.clock.taskFree + cost))
        board.clock.charge(cost)
        board.session?.feedWatchdog()
    }

    func deviceLogs(_ line: ESPLogLine) {
        board.session?.log(line)
    }

    func deviceVerified(bytes: Int) {
        board.clock.charge(board.timing.verificationPerMegabyte.nanoseconds * SimulatedTime(bytes) / 1_048_576)
        board.session?.feedWatchdog()
    }
}
