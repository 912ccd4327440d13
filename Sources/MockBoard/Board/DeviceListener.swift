import TransportCore

/// Passes on to the board what its device prints and what that costs.
///
/// An object of its own because the device refers to its observer weakly: weak references would make each use of the board
/// itself slower.
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
        // While a block is erased the driver lets other tasks run a tick in twenty milliseconds; interrupts stay off else.
        board.masks.append(board.taskFree...(board.taskFree + cost))
        board.taskFree += cost
        board.session?.feedWatchdog()
    }

    func deviceLogs(_ line: LogLine) {
        board.session?.log(line)
    }

    func deviceVerified(bytes: Int) {
        board.taskFree += board.timing.verificationPerMegabyte.nanoseconds * SimulatedTime(bytes) / 1_048_576
        board.session?.feedWatchdog()
    }
}
