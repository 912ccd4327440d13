import ArgumentParser
import BoardProfiles
import ESPImage
import Fleet
import Inventory
import LuaREPL
import OTAUpgrade
import Reports
import TransportCore

/// One board of a bench, with everything that its inventory and its profile say about it.
struct FleetBoard: Sendable {
    let entry: BoardEntry
    let place: Inventory.Place
    let chip: Chip?
    let circuit: ResetCircuit?
    /// Whether its profile says that opening the port resets it.
    let openingResets: Bool

    /// - Throws: `ValidationError` if the inventory names an unknown profile or chip.
    init(_ entry: BoardEntry, in inventory: Inventory, catalog: ProfileCatalog) throws {
        self.entry = entry
        do {
            place = try inventory.place(ofBoard: entry.name)
            let profile = try entry.profile.map { try catalog.profile(named: $0) }
            circuit = profile?.reset
            openingResets = profile?.opensReset ?? false
        } catch let error as BoardProfileError {
            throw ValidationError("Board \(entry.name): \(error)".printable)
        } catch {
            throw ValidationError("\(error)".printable)
        }
        chip = try entry.chip.map { name in
            guard let chip = Chip(name: name) else {
                throw ValidationError("Board \(entry.name): unknown chip “\(name)”.".printable)
            }
            return chip
        }
    }

    /// The job of upgrading it.
    /// - Parameters:
    ///   - options: the options of all boards.
    ///   - recovery: the policy of all boards.
    ///   - recorder: records the traffic.
    func job(
        _ options: UpgradeOptions,
        _ recovery: RecoveryPolicy,
        ports: PortSearch,
        _ recorder: ArtifactRecorder? = nil
    ) -> BoardJob {
        var (options, recovery) = (options, recovery)
        options.expectedChip = chip
        options.openingResets = openingResets
        if options.check == nil, let check = entry.check { options.check = Array(check.utf8) }
        recovery.circuit = circuit
        if let hook = entry.powerHook { recovery.powerHook = PowerHook(hook) }
        let name = entry.name
        var job = BoardJob(name: name, options: options, recovery: recovery) { () async throws(UpgradeError) in
            let connector = try await ports.connector()
            return recorder?.recording(connector, board: name, token: ports.token) ?? connector
        }
        job.token = ports.token
        return job
    }
}

extension [FleetBoard] {
    /// The advice for each board, by its name.
    /// - Parameter retry: the command line of the run; `nil` if it cannot be repeated.
    func advice(baud: Int, retry: RetryCommand?) -> [String: Advice] {
        Dictionary(
            map { board in
                var advice = Advice(board.place, baud: baud)
                (advice.retry, advice.board) = (retry, board.entry.name)
                return (board.entry.name, advice)
            }
        ) { first, _ in first }
    }
}
