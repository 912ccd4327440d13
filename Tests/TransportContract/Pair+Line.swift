import Testing
import TransportCore

extension TransportContract.Pair {
    private var serial: any SerialControl {
        get throws {
            try #require(transport as? any SerialControl)
        }
    }

    func rateIsTaken() async throws {
        let before = try await serial.baud
        for baud in [9600, 74880, 921_600, 250_000, 115_200] {
            try await serial.setBaud(baud)
            #expect(try await serial.baud == baud)
        }
        try await serial.setBaud(before)
        try await hostSends([0x55, 0xAA])
        #expect(try await peer.receive(2) == [0x55, 0xAA], "back at the original rate")
    }

    func impossibleRateIsRefused() async throws {
        let before = try await serial.baud
        for baud in [0, -1, .min, .max] {
            await expect(.unsupported, "\(baud) baud") { try await serial.setBaud(baud) }
        }
        #expect(try await serial.baud == before)
    }

    func modemLinesAreTaken() async throws {
        let hasLines = try await serial.modemLines != nil
        for (dtr, rts) in [(true, true), (false, true), (false, false), (true, false), (false, false)] {
            let lines = ModemLines(dtr: dtr, rts: rts)
            try await serial.setModemLines(lines)
            #expect(try await serial.modemLines == (hasLines ? lines : nil))
        }
    }

    func closedLineIsLost() async throws {
        await transport.close()
        await expect(.linkLost, "rate") { try await serial.setBaud(9600) }
        await expect(.linkLost, "lines") { _ = try await serial.modemLines }
        await expect(.linkLost, "lines") { try await serial.setModemLines(ModemLines(dtr: false, rts: false)) }
    }
}
