import ESPDevice
import TransportCore

extension Board {
    /// The host has changed DTR and RTS.
    func setLines(_ lines: ModemLines) {
        guard var pins else { return }
        let effect = pins.set(lines)
        self.pins = pins
        switch effect {
        case .nothing: break
        case .holds:
            (resetPending, sleepPending) = (nil, nil)
            endSession()
            isInDownloadMode = false
            transmitter.discard()
        case .releases:
            // Cancelled, like everything else that is pending, if EN goes low again before.
            events.add(at: now + ResetPins.enableRise.nanoseconds) { $0.start(.externalPin, after: $0.now) }
        case .restarts:
            transmitter.discard()
            reset(.usb)
        }
    }

    /// Whether the ROM waits for a download after a reset, instead of booting from flash.
    ///
    /// A reset of the digital core does not read the boot pin again. A USB-Serial-JTAG reset therefore cannot leave a
    /// download mode that was entered with the button, and enters one if the peripheral was set to do so (ESP32-S3
    /// Technical Reference Manual, USB Serial/JTAG Controller).
    func waitsForDownload(after reason: ResetReason) -> Bool {
        if reason.readsBootPin {
            let isPulledLow = pins?.circuit == .classic && pins?.holdsBootPin == true
            readBootPinLow = isPulledLow || configuration.startsInDownloadMode && bootCount == 1
        }
        return readBootPinLow || reason == .usb && pins?.asksForDownload == true
    }
}
