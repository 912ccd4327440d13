/// The faults of flash and boot, decided by whoever runs the device.
package protocol DeviceFaults: Sendable {
    /// The verdict on a flash operation.
    func verdict(for operation: FlashOperation) -> FlashVerdict

    /// Whether the boot slot cannot be switched.
    var setBootFails: Bool { get }

    /// The defect of an image that an update writes now; `nil` if there is none.
    var imageDefect: ImageDefect? { get }
}
