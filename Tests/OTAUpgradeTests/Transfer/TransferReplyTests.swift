import Testing

@testable import OTAUpgrade

@Suite struct TransferReplyTests {
    @Test(
        arguments: [
            ("+240", .taken(next: 240)), ("-0", .refused(next: 0)),
            ("=12:240", .obeyed(order: 12, next: 240)),
            ("!ota error!480", .failed(message: "ota error", next: 480)),
            ("!odd! text!7", .failed(message: "odd! text", next: 7)),
        ] as [(String, TransferReply)]
    )
    func replies(_ text: String, _ reply: TransferReply) {
        #expect(TransferReply(frame: Array(text.utf8)) == reply)
    }

    @Test(arguments: ["", "+", "+x", "240", "!", "!x!", "\tnil", "=", "=1", "=1:", "=:1", "=1:2:3"]) func whatIsNone(
        _ text: String
    ) {
        #expect(TransferReply(frame: Array(text.utf8)) == nil)
    }
}
