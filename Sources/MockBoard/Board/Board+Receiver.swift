import TransportCore

extension Board {
    /// Creates the receiver of the console's bytes for a board of this kind.
    static func receiver(for configuration: BoardConfiguration, byteTime: SimulatedTime) -> any ConsoleReceiver {
        let perByte = configuration.timing.consoleTaskPerByte.nanoseconds
        switch configuration.console {
        case .usbSerialJTAG: return USBReceiver(bufferSize: 256, takesWholePackets: true, perByte: perByte)
        case .usbCDC: return USBReceiver(bufferSize: 64, takesWholePackets: false, perByte: perByte)
        case .uart: break
        }
        switch configuration.line {
        case .idf3:
            return UARTReceiver(
                fifoThreshold: 10,
                symbolsOfSilence: 2,
                bufferSize: 256,
                hasStash: false,
                delivery: .everything,
                byteTime: byteTime
            )
        case .idf4:
            return UARTReceiver(
                fifoThreshold: 120,
                symbolsOfSilence: 10,
                bufferSize: 512,
                hasStash: true,
                delivery: .pieces(limit: 5),
                byteTime: byteTime
            )
        case .idf5, .console:
            return UARTReceiver(
                fifoThreshold: 120,
                symbolsOfSilence: 10,
                bufferSize: 256,
                hasStash: true,
                delivery: .bytes(perByte: perByte, stashWait: configuration.line == .idf5 ? tick : 0),
                byteTime: byteTime
            )
        }
    }

    /// A tick of FreeRTOS (`ESP-IDF freertos/Kconfig`: `CONFIG_FREERTOS_HZ` is 100, which no firmware line changes).
    private static let tick: SimulatedTime = 10_000_000
}
