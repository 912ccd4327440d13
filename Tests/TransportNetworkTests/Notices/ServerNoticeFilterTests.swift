import Testing
import TransportCore

@testable import TransportNetwork

struct ServerNoticeFilterTests {
    private static let start = TransportInstant(nanoseconds: 0)

    private static let notices: [(String, ServerNotice)] = [
        ("Port already in use\r\n", .portInUse),
        ("Port's device already in use\r\n", .deviceInUse),
        ("Device open failure: Value or file not found\r\n", .deviceNotOpened("Value or file not found")),
        ("Device open failure: OS error, see logs\r\n", .deviceNotOpened("OS error, see logs")),
        ("Device open failure: Object was already in use\r\n", .deviceInUse),
    ]

    @Test("a notice before the end of the connection is not the board's output", arguments: notices.indices)
    func notice(_ index: Int) {
        let (text, notice) = Self.notices[index]
        for length in [1, 3, 200] {
            var filter = ServerNoticeFilter()
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: length) {
                #expect(filter.receive(Array(bytes[start..<min(bytes.count, start + length)]), at: Self.start) == [])
            }
            let end = filter.end()
            #expect(end.bytes == [])
            #expect(end.notice == notice)
        }
    }

    @Test(
        "text that starts like a notice but is not one is the board's output, completely",
        arguments: [
            "Port already in use", "Port already in use\r\n> ", "Port 1\r\n", "Device open failure: \u{7}\r\n",
            "Device open failure: x\r>", "P", "Device open failure: " + String(repeating: "x", count: 200) + "\r\n",
            "\r\nPort already in use\r\n",
        ]
    )
    func otherText(_ text: String) {
        var filter = ServerNoticeFilter()
        var read = filter.receive(Array(text.utf8), at: Self.start)
        let end = filter.end()
        read += end.bytes
        #expect(end.notice == nil)
        #expect(read == Array(text.utf8))
    }

    @Test func aBoardThatSendsTheSameTextIsRead() {
        var filter = ServerNoticeFilter()
        let text = Array("Port already in use\r\n".utf8)
        #expect(filter.deadline == nil)
        #expect(filter.receive(text, at: Self.start) == [])
        let deadline = filter.deadline
        #expect(deadline == Self.start.advanced(by: .milliseconds(500)))
        #expect(filter.pass(to: Self.start.advanced(by: .milliseconds(499))) == [])
        #expect(filter.pass(to: Self.start.advanced(by: .milliseconds(500))) == text)
        #expect(filter.deadline == nil)
        let more = Array("> ".utf8)
        #expect(filter.receive(more, at: Self.start) == more)
        #expect(filter.end().notice == nil, "it was the board's output")
    }

    @Test("a notice counts even if the server is slow to end the connection", arguments: notices.indices)
    func slowEnd(_ index: Int) {
        let (text, notice) = Self.notices[index]
        let bytes = Array(text.utf8)
        for length in [4, 20, bytes.count] {
            var filter = ServerNoticeFilter()
            _ = filter.receive(Array(bytes[..<length]), at: Self.start)
            #expect(filter.pass(to: Self.start.advanced(by: .seconds(1))) == Array(bytes[..<length]))
            // The reader got the first part, so it gets the rest, too.
            let rest = Array(bytes[length...])
            #expect(filter.receive(rest, at: Self.start.advanced(by: .seconds(2))) == rest)
            let end = filter.end()
            #expect(end.bytes == [])
            #expect(end.notice == notice)
        }
    }

    @Test func nothingIsHeldBackLater() {
        var filter = ServerNoticeFilter()
        #expect(filter.receive([62, 32], at: Self.start) == [62, 32])
        let text = Array("Port already in use\r\n".utf8)
        #expect(filter.receive(text, at: Self.start) == text)
        #expect(filter.end().notice == nil)
    }
}
