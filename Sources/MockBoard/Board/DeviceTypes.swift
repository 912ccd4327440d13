public import ESPDevice

// The types of the device that a configuration, a fault or an error shows, under the name of this module.

/// The board code's facts about its chip.
package typealias ChipModel = ESPDevice.ChipModel
/// Why a board restarts.
public typealias ResetReason = ESPDevice.ResetReason
/// The moment in a flash operation at which the power fails.
public typealias PowerCut = ESPDevice.PowerCut
/// How long a board takes to start, apart from printing its text.
public typealias BootTiming = ESPDevice.BootTiming
/// The duration of flash operations.
public typealias FlashTiming = ESPDevice.FlashTiming
/// Why a board's flash cannot be created.
public typealias FactoryFlashError = ESPDevice.FactoryFlashError
/// Why a file cannot serve as a board's flash.
package typealias FlashFileError = ESPDevice.FlashFileError
