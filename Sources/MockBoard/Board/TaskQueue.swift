/// What waits for Lua's task at one priority, in the order in which it was posted.
///
/// Source: `nodemcu-firmware dev-esp32 task.c`. All that is posted at a priority shares its places; on the newer lines
/// that is, at high priority, each byte of the console, each alarm, reported error and piece of redirected output.
struct TaskQueue {
    /// One place of a queue.
    enum Entry {
        /// A byte of the console.
        case byte(UInt8)
        /// A function to call.
        case call(() -> Void)
    }

    /// How many entries a queue holds: low, medium and high priority (`task.c`: 250 in all, for 2000 bytes of memory).
    static let places = [25, 125, 100]

    private let places: Int
    private let bytesTakePlaces: Bool
    private var entries: [Entry] = []
    private var taken = 0

    /// - Parameter bytesTakePlaces: `false` for a console that costs no time, on which any number of bytes may wait.
    init(places: Int, bytesTakePlaces: Bool = true) {
        self.places = places
        self.bytesTakePlaces = bytesTakePlaces
    }

    var isEmpty: Bool { entries.isEmpty }
    var isFull: Bool { taken >= places }
    /// Whether a byte of the console is next.
    var startsWithByte: Bool { if case .byte = entries.first { true } else { false } }

    /// Adds an entry; whether there was a place for it.
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
