/// The queue of Lua's task at one priority, first in, first out.
///
/// Source: `nodemcu-firmware dev-esp32 task.c`. All entries of one priority share the queue's places. At high priority
/// on the newer lines these are the console's bytes, alarms, reported errors and pieces of redirected output.
struct TaskQueue {
    /// One entry of a queue.
    enum Entry {
        /// A byte from the console.
        case byte(UInt8)
        /// A function to call.
        case call(() -> Void)
    }

    /// The capacity at low, medium and high priority (`task.c`: 250 in all, for 2000 bytes of memory).
    static let places = [25, 125, 100]

    private let places: Int
    private let bytesTakePlaces: Bool
    private var entries: [Entry] = []
    private var taken = 0

    /// - Parameter bytesTakePlaces: `false` for a console without time costs, where any number of bytes can wait.
    init(places: Int, bytesTakePlaces: Bool = true) {
        self.places = places
        self.bytesTakePlaces = bytesTakePlaces
    }

    var isEmpty: Bool { entries.isEmpty }
    var isFull: Bool { taken >= places }
    /// Whether the next entry is a byte from the console.
    var startsWithByte: Bool { if case .byte = entries.first { true } else { false } }

    /// Adds an entry; returns whether there was a place for it.
    @discardableResult
    mutating func post(_ entry: Entry) -> Bool {
        if takesPlace(entry) {
            guard !isFull else { return false }
            taken += 1
        }
        entries.append(entry)
        return true
    }

    mutating func popFirst() -> Entry? {
        guard !entries.isEmpty else { return nil }
        let entry = entries.removeFirst()
        if takesPlace(entry) { taken -= 1 }
        return entry
    }

    private func takesPlace(_ entry: Entry) -> Bool {
        if case .byte = entry { bytesTakePlaces } else { true }
    }
}
