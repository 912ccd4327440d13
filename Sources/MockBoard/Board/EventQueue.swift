/// The scheduled events of a board, in order of time.
struct EventQueue {
    typealias Action = (Board) -> Void

    private struct Entry {
        var at: SimulatedTime
        var number: Int
        var outlivesResets: Bool
        var action: Action
    }

    private var entries: [Entry] = []
    private var count = 0

    var next: SimulatedTime { entries.isEmpty ? .never : entries[0].at }

    mutating func add(at time: SimulatedTime, outlivesResets: Bool = false, _ action: @escaping Action) {
        count += 1
        let entry = Entry(at: time, number: count, outlivesResets: outlivesResets, action: action)
        let index = entries.firstIndex { ($0.at, $0.number) > (entry.at, entry.number) } ?? entries.endIndex
        entries.insert(entry, at: index)
    }

    mutating func popFirst() -> Action? {
        entries.isEmpty ? nil : entries.removeFirst().action
    }

    /// Removes the events that a reset cancels.
    mutating func reset() {
        entries.removeAll { !$0.outlivesResets }
    }
}
